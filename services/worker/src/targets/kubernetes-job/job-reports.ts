import { setTimeout as delay } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import type { Output } from "@repo/core";
import type { Cluster } from "./cluster.ts";
import type { FollowedJob } from "./follow-job.ts";
import { hasStarted, newestPod } from "./job-progress.ts";
import { factsOf, logOutputOf } from "./job-result.ts";

/** Between two looks at a log: short while it grows, longer and longer while it is silent. */
const SHORTEST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 8_000;
/** A log comes from its node, through the API: nodes that hang must not take the connections of those who wait for an end. */
const MAX_LOOKS_AT_ONCE = 4;

/** Tells what Jobs have said so far. */
export interface JobReports {
  /** Reports whenever there is something new, until it is disposed of. */
  follow(followed: FollowedJob, report: (output: Output) => void): Disposable;
}

export function createJobReports(cluster: Pick<Cluster, "readLog">): JobReports {
  let looking = 0;

  /** @returns undefined when the log is not to be had at the moment: it is looked at again soon */
  async function readLog(namespace: string, pod: string): Promise<string | undefined> {
    if (looking >= MAX_LOOKS_AT_ONCE) return undefined;
    looking++;
    try {
      return await cluster.readLog(namespace, pod);
    } catch {
      return undefined;
    } finally {
      looking--;
    }
  }

  async function outputSoFar(followed: FollowedJob): Promise<Output | undefined> {
    const pod = newestPod(followed.pods);
    const podName = pod?.metadata?.name;
    if (pod === undefined || podName === undefined || !hasStarted(pod)) return factsOf(followed);
    const log = await readLog(followed.key.namespace, podName);
    return log === undefined ? undefined : { ...factsOf(followed), ...logOutputOf(log) };
  }

  async function keepReporting(
    followed: FollowedJob,
    report: (output: Output) => void,
    signal: AbortSignal,
  ): Promise<void> {
    let pauseMs = SHORTEST_PAUSE_MS;
    let last: Output | undefined;
    while (await hasPassed(pauseMs, signal)) {
      const output = await outputSoFar(followed);
      if (output === undefined || signal.aborted) continue;
      const isNew = !isDeepStrictEqual(output, last);
      if (isNew) report(output);
      last = output;
      // that it does not start yet is known without asking
      pauseMs = isNew || !("log" in output) ? SHORTEST_PAUSE_MS : Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    }
  }

  return {
    follow(followed, report) {
      const controller = new AbortController();
      void keepReporting(followed, report, controller.signal);
      return { [Symbol.dispose]: () => controller.abort() };
    },
  };
}

/** @returns false as soon as the signal aborts */
async function hasPassed(ms: number, signal: AbortSignal): Promise<boolean> {
  await delay(ms, undefined, { signal, ref: false }).catch(() => undefined);
  return !signal.aborted;
}
