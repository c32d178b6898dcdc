import { join } from "node:path";

/** The addresses of the cluster. They are known in its own network only, so they clash with nobody's. */
export const NODE_NAME = "node1";
export const NODE_ADDRESS = "10.240.0.10";
export const SERVICE_NETWORK = "10.96.0.0/16";
/** Of the API server inside of the cluster. */
export const API_SERVICE_ADDRESS = "10.96.0.1";
export const POD_NETWORK = "10.244.0.0/24";
export const API_SERVER = `https://${NODE_ADDRESS}:6443`;
export const METRICS_PORT = 4443;
export const CLUSTER_DOMAIN = "cluster.local";
/** The image of the container that holds a pod's network. */
export const PAUSE_IMAGE = "localhost/pause:1";

/** Where the cluster keeps what it needs, all in one folder. */
export interface Layout {
  folder: string;
  /** Holds kube-apiserver, kubelet, kubectl and so on. */
  binaries: string;
  certificates: string;
  logs: string;
  containerdSocket: string;
  adminConfig: string;
  /** Under which all pods are, in every hierarchy. */
  cgroup: string;
}

export function layoutOf(folder: string, binaries: string): Layout {
  return {
    folder,
    binaries,
    certificates: join(folder, "pki"),
    logs: join(folder, "log"),
    containerdSocket: join(folder, "containerd.sock"),
    adminConfig: join(folder, "admin.kubeconfig"),
    cgroup: `/${folder.split("/").at(-1)}`,
  };
}

/** Of a component, for its connection to the API server. */
export function kubeconfigOf(layout: Layout, user: string): string {
  return join(layout.folder, `${user}.kubeconfig`);
}
