import "reflect-metadata";
import { isIP } from "node:net";
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from "@peculiar/x509";
import { API_SERVICE_ADDRESS, NODE_ADDRESS, NODE_NAME } from "./layout.ts";

const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const AUTHORITY = "CN=lab-authority";
const DAY_MS = 86_400_000;

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
  const validity = {
    notBefore: new Date(now.getTime() - DAY_MS),
    notAfter: new Date(now.getTime() + 30 * DAY_MS),
  };
  const authority = await newKeys();
  const ca = await X509CertificateGenerator.createSelfSigned({
    ...validity,
    name: AUTHORITY,
    serialNumber: "01",
    keys: authority,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new BasicConstraintsExtension(true, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
    ],
  });
  const files: Record<string, string> = {
    "ca.crt": `${ca.toString("pem")}\n`,
    "ca.key": await privatePem(authority.privateKey),
  };
  for (const [index, [name, { subject, hosts = [] }]] of Object.entries(HOLDERS).entries()) {
    const keys = await newKeys();
    const names = hosts.map((value) => ({
      type: isIP(value) === 0 ? ("dns" as const) : ("ip" as const),
      value,
    }));
    const certificate = await X509CertificateGenerator.create({
      ...validity,
      subject,
      issuer: AUTHORITY,
      serialNumber: String(index + 10),
      publicKey: keys.publicKey,
      signingKey: authority.privateKey,
      signingAlgorithm: ALGORITHM,
      extensions: [
        new KeyUsagesExtension(KeyUsageFlags.digitalSignature | KeyUsageFlags.keyEncipherment, true),
        new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth, ExtendedKeyUsage.clientAuth]),
        ...(names.length > 0 ? [new SubjectAlternativeNameExtension(names)] : []),
      ],
    });
    files[`${name}.crt`] = `${certificate.toString("pem")}\n`;
    files[`${name}.key`] = await privatePem(keys.privateKey);
  }
  const tokens = await newKeys();
  files["service-accounts.key"] = await privatePem(tokens.privateKey);
  files["service-accounts.pub"] = pem(await crypto.subtle.exportKey("spki", tokens.publicKey), "PUBLIC KEY");
  return files;
}

function newKeys(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]) as Promise<CryptoKeyPair>;
}

async function privatePem(key: CryptoKey): Promise<string> {
  return pem(await crypto.subtle.exportKey("pkcs8", key), "PRIVATE KEY");
}

function pem(data: ArrayBuffer, label: string): string {
  return `${PemConverter.encode(data, label)}\n`;
}
