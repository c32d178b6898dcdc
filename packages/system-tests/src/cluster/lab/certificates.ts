import { createCertificateAuthority, createSigningKeys } from "@repo/local-stack";
import { API_SERVICE_ADDRESS, NODE_ADDRESS, NODE_NAME } from "./layout.ts";

const LIFETIME_DAYS = 30;

/** Whom each certificate names: Kubernetes takes O for groups and CN for the user. */
const HOLDERS: Readonly<Record<string, { subject: string; hosts?: readonly string[] }>> = {
  apiserver: {
    subject: "CN=kube-apiserver",
    hosts: [
      ...["kubernetes", "kubernetes.default", "kubernetes.default.svc", "localhost"],
      ...["127.0.0.1", NODE_ADDRESS, API_SERVICE_ADDRESS],
    ],
  },
  admin: { subject: "O=system:masters, CN=admin" },
  "controller-manager": { subject: "CN=system:kube-controller-manager" },
  scheduler: { subject: "CN=system:kube-scheduler" },
  proxy: { subject: "CN=system:kube-proxy" },
  kubelet: { subject: `O=system:nodes, CN=system:node:${NODE_NAME}`, hosts: [NODE_NAME, NODE_ADDRESS] },
  "apiserver-kubelet": { subject: "O=system:masters, CN=kube-apiserver-kubelet" },
  "front-proxy": { subject: "CN=front-proxy" },
  metrics: { subject: "CN=metrics", hosts: ["metrics.kube-system.svc", NODE_ADDRESS] },
};

/** Those who connect to the API server with a kubeconfig. */
export const KUBECONFIG_USERS = ["admin", "controller-manager", "scheduler", "proxy", "kubelet"] as const;

/** The PEM files of a cluster, by name: an authority, `<holder>.crt` and `.key`, and the key of service account tokens. */
export async function createClusterCertificates(now: Date): Promise<Record<string, string>> {
  const authority = await createCertificateAuthority({
    name: "CN=lab-authority",
    now,
    lifetimeDays: LIFETIME_DAYS,
  });
  const files: Record<string, string> = { "ca.crt": authority.certificate, "ca.key": authority.privateKey };
  for (const [name, holder] of Object.entries(HOLDERS)) {
    const { certificate, privateKey } = await authority.issue({
      ...holder,
      usages: ["server", "client"],
    });
    files[`${name}.crt`] = certificate;
    files[`${name}.key`] = privateKey;
  }
  const tokens = await createSigningKeys();
  files["service-accounts.key"] = tokens.privateKey;
  files["service-accounts.pub"] = tokens.publicKey;
  return files;
}
