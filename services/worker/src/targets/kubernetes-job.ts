import { setTimeout as delay } from "node:timers/promises";
import type { KubernetesJobTarget, Output } from "@repo/core";
import { AttemptAbort } from "../executing/attempt-abort.ts";
import type { Cluster } from "./kubernetes-job/cluster.ts";
import { createOrFind, type FollowedJob, followJob, type JobEnd } from "./kubernetes-job/follow-job.ts";
import { jobNameOf, renderJobManifest } from "./kubernetes-job/job-manifest.ts";
import { createJobReports } from "./kubernetes-job/job-reports.ts";
import { outputOf, resultOfEnd } from "./kubernetes-job/job-result.ts";
import { createJobWatch, type JobChanges } from "./kubernetes-job/job-watch.ts";
import { stopJob } from "./kubernetes-job/stop-job.ts";
import { TargetError } from "./target-error.ts";
import type { TargetContext, TargetHandler, TargetResult } from "./target-handler.ts";

export interface KubernetesJobTargetConfig {
  cluster: Cluster;
  /** Where Jobs may be made; the first is the one of targets that name none. */
  namespaces: readonly string[];
}

export interface KubernetesJobTargetExecutor {
  execute: TargetHandler<KubernetesJobTarget>;
  /** Ends watches and connections. */
  close(): void;
}

/** Milliseconds for what a Job that is stopped has still to say. */
const LAST_WORDS_MS = 3_000;

/** @param config absent: this worker runs no Jobs */
export function createKubernetesJobTarget(
  config: KubernetesJobTargetConfig | undefined,
): KubernetesJobTargetExecutor {
  if (config === undefined) {
    return {
      execute: () => {
        throw new TargetError(
          "this worker runs no kubernetesJob targets: its KUBERNETES_NAMESPACES is empty",
        );
      },
      close: () => undefined,
    };
  }
  const { cluster, namespaces } = config;
  const watch = createJobWatch(cluster);
  const reports = createJobReports(cluster);
  return {
    async execute(target, context) {
      const namespace = namespaceOf(target, namespaces);
      refuseSecrets(context);
      const job = renderJobManifest(target, context, namespace);
      const key = { namespace, name: jobNameOf(context.run) };
      const followed: FollowedJob = { key, madeByAttempt: undefined, pods: [], waitsFor: undefined };
      using changes = watch.follow(key);
      using _reports = reports.follow(followed, context.report);
      const carriedOut = carryOut(cluster, { ...job, metadata: { ...job.metadata, namespace } }, followed, {
        changes,
        signal: context.signal,
      });
      try {
        const end = await Promise.race([carriedOut, untilAborted(context.signal)]);
        if (end !== undefined) return resultOfEnd(end, await outputOf(cluster, followed));
      } catch (error) {
        if (!context.signal.aborted) throw error;
      }
      if (goesOn(context.signal)) return leftRunning(followed);
      // a Job that is being created this moment has to be deleted too
      await carriedOut.catch(() => undefined);
      // awaited here, where the changes are still heard
      return await stopped(cluster, followed, changes);
    },
    close() {
      watch.close();
      cluster.close();
    },
  };
}

async function carryOut(
  cluster: Cluster,
  job: Parameters<typeof createOrFind>[1],
  followed: FollowedJob,
  { changes, signal }: { changes: JobChanges; signal: AbortSignal },
): Promise<JobEnd> {
  await createOrFind(cluster, job, followed, signal);
  const end = await followJob(cluster, followed, changes, signal).catch(async (error) => {
    if (error instanceof TargetError) await cluster.deleteJob(followed.key).catch(() => undefined);
    throw error;
  });
  // it would go on trying
  if (end.state === "STUCK") await cluster.deleteJob(followed.key).catch(() => undefined);
  return end;
}

/** The Job may go on without this worker: who takes the run over finds it. */
function goesOn({ reason }: AbortSignal): boolean {
  return (
    reason instanceof AttemptAbort && (reason.abortCause === "LEASE_LOST" || reason.abortCause === "DRAINED")
  );
}

function leftRunning({ key }: FollowedJob): TargetResult {
  const output = { namespace: key.namespace, job: key.name };
  return { ok: false, message: "the Job goes on without this worker", retryable: true, output };
}

async function stopped(cluster: Cluster, followed: FollowedJob, changes: JobChanges): Promise<TargetResult> {
  const words = await Promise.race([outputOf(cluster, followed), delay(LAST_WORDS_MS, {}, { ref: false })]);
  const doubt = await stopJob(cluster, followed, changes);
  const output: Output = {
    namespace: followed.key.namespace,
    job: followed.key.name,
    ...words,
    stopped: doubt === undefined,
    ...(doubt !== undefined && { stopProblem: doubt }),
  };
  return { ok: false, message: "the Job was stopped", retryable: true, output };
}

function namespaceOf({ namespace }: KubernetesJobTarget, allowed: readonly string[]): string {
  const chosen = namespace ?? allowed[0];
  if (chosen !== undefined && allowed.includes(chosen)) return chosen;
  throw new TargetError(
    `this worker makes no Jobs in the namespace ${chosen}, only in ${allowed.join(", ")}; see KUBERNETES_NAMESPACES`,
  );
}

/** A Job can be read by everyone who may read its namespace. */
function refuseSecrets({ secrets }: TargetContext): void {
  const secret = secrets[0];
  if (secret === undefined) return;
  throw new TargetError(
    `the secret ${secret.name} cannot be given to a Kubernetes Job, where others can read it; use secretKeyRef`,
  );
}

async function untilAborted(signal: AbortSignal): Promise<undefined> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
