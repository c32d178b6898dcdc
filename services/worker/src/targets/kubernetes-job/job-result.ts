import type { Output } from "@repo/core";
import { tailOfLog } from "../log-tail.ts";
import type { TargetResult } from "../target-handler.ts";
import type { Cluster } from "./cluster.ts";
import type { FollowedJob, JobEnd } from "./follow-job.ts";
import { newestPod, terminationOf } from "./job-progress.ts";

/** What the attempt came to. */
export function resultOfEnd(end: JobEnd, output: Output): TargetResult {
  switch (end.state) {
    case "SUCCEEDED":
      return { ok: true, message: "the Job is complete", output };
    case "FAILED":
      return { ok: false, message: end.cause, retryable: true, output };
    case "STUCK":
      return { ok: false, message: end.cause, retryable: end.retryable, output };
    case "GONE":
      return { ok: false, message: "the Job was deleted before it had ended", retryable: true, output };
  }
}

/** What there is to tell of a Job: where it is, how its container ended, the last lines of its log. */
export async function outputOf(cluster: Cluster, followed: FollowedJob): Promise<Output> {
  const pod = newestPod(followed.pods);
  const podName = pod?.metadata?.name;
  if (podName === undefined) return factsOf(followed);
  // what Kubernetes has kept of the log, should the log itself be gone with its node
  const kept = terminationOf(pod)?.message;
  const log = await cluster.readLog(followed.key.namespace, podName).catch(() => kept);
  // such as a container that has not started
  return { ...factsOf(followed), ...(log !== undefined && logOutputOf(log)) };
}

/** What is known without asking for the log. */
export function factsOf({ key, madeByAttempt, pods, waitsFor }: FollowedJob): Output {
  const pod = newestPod(pods);
  const podName = pod?.metadata?.name;
  const terminated = terminationOf(pod);
  return {
    namespace: key.namespace,
    job: key.name,
    ...(madeByAttempt !== undefined && { madeByAttempt }),
    ...(podName !== undefined && { pod: podName }),
    ...(terminated !== undefined && {
      exitCode: terminated.exitCode,
      ...(terminated.reason !== undefined && { reason: terminated.reason }),
    }),
    ...(terminated === undefined && waitsFor !== undefined && { waitsFor }),
  };
}

export function logOutputOf(log: string): Output {
  const { text, truncated } = tailOfLog(log);
  return { log: text, logTruncated: truncated };
}
