import type { V1Job, V1Pod } from "@kubernetes/client-node";

/** How far a Job has come. */
export type JobProgress =
  | { state: "RUNNING"; waitsFor: string | undefined }
  | { state: "SUCCEEDED" }
  | { state: "FAILED"; cause: string }
  /** Its container cannot start, and waiting will hardly change that. */
  | { state: "STUCK"; cause: string; retryable: boolean };

// reasons for which a container waits that do not pass by themselves; `true`: somebody may mend it meanwhile
const STUCK_REASONS: Record<string, boolean> = {
  ImagePullBackOff: true,
  ImageInspectError: true,
  CreateContainerConfigError: true,
  CreateContainerError: true,
  RunContainerError: true,
  InvalidImageName: false,
  ErrImageNeverPull: false,
};

/** @param pods those of the Job, in any order */
export function judgeJob(job: V1Job, pods: readonly V1Pod[]): JobProgress {
  const ended = job.status?.conditions?.find(
    ({ type, status }) => status === "True" && (type === "Complete" || type === "Failed"),
  );
  if (ended?.type === "Complete") return { state: "SUCCEEDED" };
  if (ended !== undefined) return { state: "FAILED", cause: explainFailure(job, ended.reason, pods) };

  const pod = newestPod(pods);
  if (pod === undefined) return { state: "RUNNING", waitsFor: "Kubernetes has made no pod yet" };
  const waiting = containerOf(pod)?.state?.waiting;
  const retryable = waiting?.reason === undefined ? undefined : STUCK_REASONS[waiting.reason];
  const text = [waiting?.reason, waiting?.message].filter(Boolean).join(": ");
  if (retryable !== undefined) {
    return { state: "STUCK", cause: `the container cannot start: ${text}`, retryable };
  }
  return { state: "RUNNING", waitsFor: text || explainPending(pod) };
}

/** The one that counts, should Kubernetes have replaced a pod. */
export function newestPod(pods: readonly V1Pod[]): V1Pod | undefined {
  return pods.toSorted((a, b) => createdMs(b) - createdMs(a))[0];
}

/** How the container of a pod ended, if it did. */
export function terminationOf(pod: V1Pod | undefined) {
  return pod && containerOf(pod)?.state?.terminated;
}

/** Whether the container of a pod runs or has run: only then it has a log. */
export function hasStarted(pod: V1Pod): boolean {
  const state = containerOf(pod)?.state;
  return state?.running !== undefined || state?.terminated !== undefined;
}

function containerOf(pod: V1Pod) {
  return pod.status?.containerStatuses?.[0];
}

function createdMs(pod: V1Pod): number {
  return pod.metadata?.creationTimestamp?.getTime() ?? 0;
}

function explainPending(pod: V1Pod): string | undefined {
  const unscheduled = pod.status?.conditions?.find(
    ({ type, status }) => type === "PodScheduled" && status === "False",
  );
  return (
    unscheduled && `no node takes the pod: ${unscheduled.message ?? unscheduled.reason ?? "no reason given"}`
  );
}

function explainFailure(job: V1Job, reason: string | undefined, pods: readonly V1Pod[]): string {
  if (reason === "DeadlineExceeded") {
    return `the Job was stopped by its deadline of ${job.spec?.activeDeadlineSeconds} s`;
  }
  const pod = newestPod(pods);
  const terminated = terminationOf(pod);
  if (terminated?.reason === "OOMKilled") {
    return `the container used more memory than its limit (OOMKilled, exit code ${terminated.exitCode})`;
  }
  if (terminated?.reason === "StartError" || terminated?.reason === "ContainerCannotRun") {
    return `the container cannot start: ${terminated.message ?? terminated.reason}`;
  }
  if (terminated !== undefined && terminated.exitCode !== 0) {
    return `the container ended with exit code ${terminated.exitCode}`;
  }
  // such as Evicted, or a node that was lost
  const podReason = [pod?.status?.reason, pod?.status?.message].filter(Boolean).join(": ");
  return `the pod failed: ${podReason || reason || "Kubernetes gives no reason"}`;
}
