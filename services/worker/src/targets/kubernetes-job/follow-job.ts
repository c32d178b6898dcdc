import { setTimeout as delay } from "node:timers/promises";
import type { V1Job, V1Pod } from "@kubernetes/client-node";
import { TargetError } from "../target-error.ts";
import type { Cluster, JobKey } from "./cluster.ts";
import { ClusterError, isPassing, refusalOf } from "./cluster-error.ts";
import { ATTEMPT_ANNOTATION, RUN_ID_LABEL } from "./job-manifest.ts";
import { type JobProgress, judgeJob } from "./job-progress.ts";
import type { JobChanges } from "./job-watch.ts";

/** What is known of the Job of an attempt; kept up to date while it is followed. */
export interface FollowedJob {
  readonly key: JobKey;
  /** The earlier attempt that made the Job, when this one found it. */
  madeByAttempt: number | undefined;
  pods: V1Pod[];
  /** Why it does not run yet, or why nothing is known of it. */
  waitsFor: string | undefined;
}

/** How it ended, as far as the attempt is concerned. */
export type JobEnd = Exclude<JobProgress, { state: "RUNNING" }> | { state: "GONE" };

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;

/**
 * Creates the Job, or finds the one that an attempt before this one has created. An answer that does not come is asked
 * for until the attempt is over: to give up and try again under another name could start the Job twice.
 *
 * @throws TargetError when the API refuses it; an AbortError when the signal aborts
 */
export async function createOrFind(
  cluster: Cluster,
  job: V1Job & { metadata: { namespace: string } },
  followed: FollowedJob,
  signal: AbortSignal,
): Promise<void> {
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    signal.throwIfAborted();
    try {
      await cluster.createJob(job);
      return;
    } catch (error) {
      if (!(error instanceof ClusterError)) throw error;
      const isConflict = error.status === 409;
      if (isConflict && (await findJob(cluster, job, followed))) return;
      if (!isConflict && !isPassing(error)) throw refusalOf(error);
      followed.waitsFor = error.message;
    }
    await delay(pauseMs, undefined, { signal });
  }
}

/** @returns whether there is one; one that was just deleted is not */
async function findJob(cluster: Cluster, job: V1Job, followed: FollowedJob): Promise<boolean> {
  const found = await cluster.readJob(followed.key).catch((error) => {
    if (!(error instanceof ClusterError)) throw error;
    if (!isPassing(error)) throw refusalOf(error);
  });
  if (found === undefined) return false;
  if (found.metadata?.labels?.[RUN_ID_LABEL] !== job.metadata?.labels?.[RUN_ID_LABEL]) {
    throw new TargetError(`there is a Job ${followed.key.name} that does not belong to this run; delete it`);
  }
  const madeBy = found.metadata?.annotations?.[ATTEMPT_ANNOTATION];
  if (madeBy !== job.metadata?.annotations?.[ATTEMPT_ANNOTATION]) followed.madeByAttempt = Number(madeBy);
  return true;
}

/**
 * Looks at the Job whenever something may have changed, until it has ended or cannot start.
 *
 * @throws TargetError when the API forbids to look; the signal's reason when it aborts
 */
export async function followJob(
  cluster: Cluster,
  followed: FollowedJob,
  changes: JobChanges,
  signal: AbortSignal,
): Promise<JobEnd> {
  for (;;) {
    const end = await look(cluster, followed);
    if (end !== undefined) return end;
    await changes.next(signal);
  }
}

async function look(cluster: Cluster, followed: FollowedJob): Promise<JobEnd | undefined> {
  try {
    const job = await cluster.readJob(followed.key);
    if (job === undefined) return { state: "GONE" };
    followed.pods = await cluster.listPods(followed.key);
    const progress = judgeJob(job, followed.pods);
    if (progress.state !== "RUNNING") return progress;
    followed.waitsFor = progress.waitsFor;
  } catch (error) {
    if (!(error instanceof ClusterError)) throw error;
    // also a token that has expired: it is rotated
    if (!isPassing(error) && error.status !== 401) throw refusalOf(error);
    followed.waitsFor = error.message;
  }
  return undefined;
}
