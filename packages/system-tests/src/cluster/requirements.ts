import { existsSync } from "node:fs";
import { join } from "node:path";

export const KUBERNETES_BINARIES = [
  "kube-apiserver",
  "kube-controller-manager",
  "kube-scheduler",
  "kubelet",
  "kube-proxy",
  "kubectl",
];
/** Of Debian's packages; which one brings which is in lab/install.sh. */
const TOOLS = [
  ...["etcd", "containerd", "ctr", "runc", "podman", "dnsmasq", "kubectl"],
  ...["ip", "iptables", "conntrack", "ethtool", "socat", "unshare", "sysctl"],
];
const NETWORK_PLUGIN = "/usr/lib/cni/bridge";

/** The machine, as far as the test needs to know it. */
export interface Machine {
  platform: string;
  isRoot: boolean;
  hasTool: (name: string) => boolean;
  hasFile: (path: string) => boolean;
}

export const THIS_MACHINE: Machine = {
  platform: process.platform,
  isRoot: process.getuid?.() === 0,
  hasTool: (name) => Bun.which(name) !== null,
  hasFile: existsSync,
};

/** Why the test cannot run here, in words; undefined when it can. What `--build` can mend is told apart. */
export function findObstacle(
  machine: Machine,
  binaries: string,
): { text: string; canBeBuilt: boolean } | undefined {
  if (machine.platform !== "linux") return { text: "it needs Linux", canBeBuilt: false };
  if (!machine.isRoot) return { text: "it needs root, for namespaces and containers", canBeBuilt: false };
  const missing = [
    ...TOOLS.filter((tool) => !machine.hasTool(tool)),
    ...[NETWORK_PLUGIN, ...KUBERNETES_BINARIES.map((name) => join(binaries, name))].filter(
      (path) => !machine.hasFile(path),
    ),
  ];
  if (missing.length === 0) return undefined;
  return {
    text: `missing: ${missing.join(", ")}; KUBERNETES_BIN names the folder of Kubernetes' programs, --build makes them on Debian`,
    canBeBuilt: true,
  };
}
