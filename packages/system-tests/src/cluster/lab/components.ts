import { join } from "node:path";
import { KUBECONFIG_USERS } from "./certificates.ts";
import {
  API_SERVER,
  CLUSTER_DOMAIN,
  kubeconfigOf,
  type Layout,
  NODE_ADDRESS,
  NODE_NAME,
  PAUSE_IMAGE,
  POD_NETWORK,
  SERVICE_NETWORK,
} from "./layout.ts";

const ETCD = "http://127.0.0.1:2379";

/** How each component is started; the order is theirs. */
export function commandsOf(layout: Layout) {
  const { folder, binaries } = layout;
  const certificate = (name: string) => join(layout.certificates, name);
  const kubeconfigs = (user: string) =>
    ["kubeconfig", "authentication-kubeconfig", "authorization-kubeconfig"].map(
      (option) => `--${option}=${kubeconfigOf(layout, user)}`,
    );
  return {
    etcd: [
      "etcd",
      `--data-dir=${join(folder, "etcd")}`,
      ...["--listen-client-urls", "--advertise-client-urls"].map((option) => `${option}=${ETCD}`),
      "--listen-peer-urls=http://127.0.0.1:2380",
      // it lives for minutes
      "--unsafe-no-fsync",
    ],
    apiserver: [
      join(binaries, "kube-apiserver"),
      `--etcd-servers=${ETCD}`,
      `--advertise-address=${NODE_ADDRESS}`,
      "--secure-port=6443",
      `--service-cluster-ip-range=${SERVICE_NETWORK}`,
      `--client-ca-file=${certificate("ca.crt")}`,
      `--tls-cert-file=${certificate("apiserver.crt")}`,
      `--tls-private-key-file=${certificate("apiserver.key")}`,
      "--authorization-mode=Node,RBAC",
      "--enable-admission-plugins=NodeRestriction",
      "--service-account-issuer=https://kubernetes.default.svc",
      `--service-account-key-file=${certificate("service-accounts.pub")}`,
      `--service-account-signing-key-file=${certificate("service-accounts.key")}`,
      `--kubelet-client-certificate=${certificate("apiserver-kubelet.crt")}`,
      `--kubelet-client-key=${certificate("apiserver-kubelet.key")}`,
      `--kubelet-certificate-authority=${certificate("ca.crt")}`,
      "--kubelet-preferred-address-types=InternalIP",
      // for the metrics API, which another server answers
      `--requestheader-client-ca-file=${certificate("ca.crt")}`,
      "--requestheader-allowed-names=front-proxy",
      "--requestheader-username-headers=X-Remote-User",
      "--requestheader-group-headers=X-Remote-Group",
      "--requestheader-extra-headers-prefix=X-Remote-Extra-",
      `--proxy-client-cert-file=${certificate("front-proxy.crt")}`,
      `--proxy-client-key-file=${certificate("front-proxy.key")}`,
      "--enable-aggregator-routing=true",
      "--feature-gates=TTLAfterFinished=true",
    ],
    controllerManager: [
      join(binaries, "kube-controller-manager"),
      ...kubeconfigs("controller-manager"),
      "--use-service-account-credentials",
      `--service-account-private-key-file=${certificate("service-accounts.key")}`,
      `--root-ca-file=${certificate("ca.crt")}`,
      "--leader-elect=false",
      // four times a minute is the default: a test is short
      "--horizontal-pod-autoscaler-sync-period=5s",
      "--horizontal-pod-autoscaler-initial-readiness-delay=10s",
      "--horizontal-pod-autoscaler-cpu-initialization-period=30s",
      "--feature-gates=CronJobControllerV2=true,TTLAfterFinished=true",
    ],
    scheduler: [join(binaries, "kube-scheduler"), ...kubeconfigs("scheduler"), "--leader-elect=false"],
    containerd: ["containerd", "--config", join(folder, "containerd.toml")],
    kubelet: [
      join(binaries, "kubelet"),
      `--config=${join(folder, "kubelet.json")}`,
      `--kubeconfig=${kubeconfigOf(layout, "kubelet")}`,
      `--root-dir=${join(folder, "kubelet")}`,
      `--volume-plugin-dir=${join(folder, "volume-plugins")}`,
      "--container-runtime=remote",
      `--container-runtime-endpoint=unix://${layout.containerdSocket}`,
      `--hostname-override=${NODE_NAME}`,
      `--node-ip=${NODE_ADDRESS}`,
    ],
    proxy: [join(binaries, "kube-proxy"), `--config=${join(folder, "proxy.json")}`],
    dns: [
      "dnsmasq",
      "--keep-in-foreground",
      ...[
        "--no-resolv",
        "--no-hosts",
        "--no-negcache",
        "--conf-file=/dev/null",
        "--pid-file=",
        "--user=root",
      ],
      `--hostsdir=${join(folder, "hosts")}`,
      ...[`--listen-address=${NODE_ADDRESS}`, "--bind-interfaces"],
      ...[`--local=/${CLUSTER_DOMAIN}/`, "--local-ttl=1", "--log-facility=-"],
    ],
  };
}

/** The configuration files of the components, by their path in the folder. */
export function configurationsOf(layout: Layout): Record<string, string> {
  const { folder } = layout;
  const certificate = (name: string) => join(layout.certificates, name);
  const kubeconfigs = KUBECONFIG_USERS.map((user) => [
    `${user}.kubeconfig`,
    JSON.stringify({
      apiVersion: "v1",
      kind: "Config",
      clusters: [
        { name: "lab", cluster: { server: API_SERVER, "certificate-authority": certificate("ca.crt") } },
      ],
      users: [
        {
          name: user,
          user: {
            "client-certificate": certificate(`${user}.crt`),
            "client-key": certificate(`${user}.key`),
          },
        },
      ],
      contexts: [{ name: "lab", context: { cluster: "lab", user } }],
      "current-context": "lab",
    }),
  ]);
  return {
    ...Object.fromEntries(kubeconfigs),
    "containerd.toml": containerdConfiguration(layout),
    "cni/10-pods.conflist": JSON.stringify({
      cniVersion: "0.4.0",
      name: "pods",
      plugins: [
        {
          type: "bridge",
          bridge: "cni0",
          isGateway: true,
          hairpinMode: true,
          ipam: {
            type: "host-local",
            dataDir: join(folder, "addresses"),
            ranges: [[{ subnet: POD_NETWORK }]],
            routes: [{ dst: "0.0.0.0/0" }],
          },
        },
        { type: "portmap", capabilities: { portMappings: true } },
      ],
    }),
    "kubelet.json": JSON.stringify({
      apiVersion: "kubelet.config.k8s.io/v1beta1",
      kind: "KubeletConfiguration",
      cgroupDriver: "cgroupfs",
      cgroupRoot: layout.cgroup,
      failSwapOn: false,
      clusterDomain: CLUSTER_DOMAIN,
      clusterDNS: [NODE_ADDRESS],
      resolvConf: join(folder, "resolv.conf"),
      authentication: {
        anonymous: { enabled: false },
        webhook: { enabled: true },
        x509: { clientCAFile: certificate("ca.crt") },
      },
      authorization: { mode: "Webhook" },
      tlsCertFile: certificate("kubelet.crt"),
      tlsPrivateKeyFile: certificate("kubelet.key"),
      // the machine's fill level is no business of a test
      evictionHard: { "memory.available": "0%", "nodefs.available": "0%", "imagefs.available": "0%" },
      imageGCHighThresholdPercent: 100,
      syncFrequency: "5s",
      nodeStatusUpdateFrequency: "5s",
    }),
    "proxy.json": JSON.stringify({
      apiVersion: "kubeproxy.config.k8s.io/v1alpha1",
      kind: "KubeProxyConfiguration",
      mode: "iptables",
      clientConnection: { kubeconfig: kubeconfigOf(layout, "proxy") },
      clusterCIDR: POD_NETWORK,
      hostnameOverride: NODE_NAME,
      // nothing that is not in the network's own namespace
      conntrack: { maxPerCore: 0, min: 0, tcpEstablishedTimeout: "0s", tcpCloseWaitTimeout: "0s" },
    }),
  };
}

function containerdConfiguration({ folder, containerdSocket }: Layout): string {
  const cri = "io.containerd.grpc.v1.cri";
  return `version = 2
root = "${folder}/containerd/root"
state = "${folder}/containerd/state"
[grpc]
  address = "${containerdSocket}"
[plugins."${cri}"]
  sandbox_image = "${PAUSE_IMAGE}"
  restrict_oom_score_adj = true
  disable_apparmor = true
  [plugins."${cri}".cni]
    bin_dir = "/usr/lib/cni"
    conf_dir = "${folder}/cni"
  [plugins."${cri}".containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"
    [plugins."${cri}".containerd.runtimes.runc.options]
      SystemdCgroup = false
`;
}
