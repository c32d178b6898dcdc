import {
  ApiException,
  BatchV1Api,
  CoreV1Api,
  KubeConfig,
  type V1Job,
  type V1Pod,
} from "@kubernetes/client-node";
import { StartupError } from "@repo/runtime";
import { ClusterError, messageOfStatus } from "./cluster-error.ts";
import { createClusterTransport } from "./cluster-transport.ts";
import { MANAGED_BY } from "./job-manifest.ts";

/** A Job by its place. */
export interface JobKey {
  namespace: string;
  name: string;
}

/** The few things that this worker asks of Kubernetes. All reject with a ClusterError. */
export interface Cluster {
  createJob(job: V1Job & { metadata: { namespace: string } }): Promise<void>;
  /** `undefined`: there is none. */
  readJob(key: JobKey): Promise<V1Job | undefined>;
  /** Its pods are deleted with it, a little later. A Job that is gone already is none to delete. */
  deleteJob(key: JobKey): Promise<void>;
  listPods(key: JobKey): Promise<V1Pod[]>;
  /** The last lines of the container's log. */
  readLog(namespace: string, pod: string): Promise<string>;
  /** Names the Jobs of which something has changed, at first all there are, until the API ends the watch. */
  watch(namespace: string, what: "jobs" | "pods", signal: AbortSignal): AsyncIterable<string>;
  close(): void;
}

const SELECTOR = Object.entries(MANAGED_BY)
  .map(([key, value]) => `${key}=${value}`)
  .join(",");
const WATCH_SECONDS = 240;
const LOG_LINES = 200;
const MAX_LOG_BYTES = 1_048_576;

/**
 * @param kubeconfig path of a kubeconfig file; absent: the service account of the pod in which this process runs
 * @throws StartupError when there is neither
 */
export function openCluster(kubeconfig: string | undefined): Cluster {
  const transport = createClusterTransport(loadClusterConfig(kubeconfig));
  const batch = new BatchV1Api(transport.configuration);
  const core = new CoreV1Api(transport.configuration);
  return {
    async createJob(job) {
      await asked(batch.createNamespacedJob({ namespace: job.metadata.namespace, body: job }));
    },
    readJob: (key) => unlessGone(batch.readNamespacedJob(key)),
    async deleteJob(key) {
      await unlessGone(batch.deleteNamespacedJob({ ...key, propagationPolicy: "Background" }));
    },
    async listPods({ namespace, name }) {
      const pods = await asked(core.listNamespacedPod({ namespace, labelSelector: `job-name=${name}` }));
      return pods.items;
    },
    async readLog(namespace, pod) {
      const bounds = { tailLines: LOG_LINES, limitBytes: MAX_LOG_BYTES };
      return (await asked(core.readNamespacedPodLog({ namespace, name: pod, ...bounds }))) ?? "";
    },
    async *watch(namespace, what, signal) {
      const group = what === "jobs" ? "/apis/batch/v1" : "/api/v1";
      const query = { watch: "true", labelSelector: SELECTOR, timeoutSeconds: String(WATCH_SECONDS) };
      const lines = transport.readLines(`${group}/namespaces/${namespace}/${what}`, query, signal);
      for await (const line of lines) {
        const { metadata } = (JSON.parse(line) as { object: V1Job | V1Pod }).object;
        const name = what === "jobs" ? metadata?.name : metadata?.labels?.["job-name"];
        if (name !== undefined) yield name;
      }
    },
    close: () => transport.close(),
  };
}

function loadClusterConfig(kubeconfig: string | undefined): KubeConfig {
  const config = new KubeConfig();
  try {
    if (kubeconfig === undefined) config.loadFromCluster();
    else config.loadFromFile(kubeconfig);
  } catch (error) {
    throw new StartupError(`KUBECONFIG cannot be read: ${error instanceof Error ? error.message : error}`);
  }
  const url = URL.parse(config.getCurrentCluster()?.server ?? "");
  if (url?.protocol === "https:") return config;
  throw new StartupError(
    kubeconfig === undefined
      ? "KUBERNETES_NAMESPACES is set, but this worker does not run in Kubernetes; set KUBECONFIG to a kubeconfig file"
      : `KUBECONFIG: the current context of ${kubeconfig} must name a cluster whose server is an https URL`,
  );
}

async function asked<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ApiException) throw new ClusterError(messageOfStatus(error.body), error.code);
    throw new ClusterError(error instanceof Error ? error.message : String(error));
  }
}

async function unlessGone<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await asked(answer);
  } catch (error) {
    if (error instanceof ClusterError && error.status === 404) return undefined;
    throw error;
  }
}
