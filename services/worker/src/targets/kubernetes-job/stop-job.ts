import type { Cluster } from "./cluster.ts";
import { ClusterError, isPassing } from "./cluster-error.ts";
import type { FollowedJob } from "./follow-job.ts";
import { TERMINATION_GRACE_SECONDS } from "./job-manifest.ts";
import type { JobChanges } from "./job-watch.ts";

/** A process may use all of its grace, and the kubelet takes a moment to tell. */
const GONE_WITHIN_MS = (TERMINATION_GRACE_SECONDS + 10) * 1_000;
const LOOK_AGAIN_MS = 1_000;

/**
 * Deletes the Job and waits until its pods are gone too, so that nothing of it runs any more.
 *
 * @returns why that is not certain; `undefined` when it is
 */
export async function stopJob(
  cluster: Cluster,
  { key }: FollowedJob,
  changes: JobChanges,
): Promise<string | undefined> {
  const deadline = AbortSignal.timeout(GONE_WITHIN_MS);
  let doubt = "the pod has not ended in time";
  for (;;) {
    try {
      await cluster.deleteJob(key);
      const isGone = (await cluster.readJob(key)) === undefined && (await cluster.listPods(key)).length === 0;
      if (isGone) return undefined;
    } catch (error) {
      if (!(error instanceof ClusterError)) throw error;
      doubt = error.message;
      if (!isPassing(error) && error.status !== 401) return doubt;
    }
    try {
      await changes.next(deadline, LOOK_AGAIN_MS);
    } catch {
      return doubt;
    }
  }
}
