import { setTimeout as delay } from "node:timers/promises";
import { endAttempt, type RunEvent, runIdOf } from "@repo/core";
import {
  type ClaimRequest,
  type Database,
  type EndedAttempt,
  type EndedRun,
  findCancelRequests,
  findHeldRuns,
} from "@repo/db";
import {
  type JobVerdict,
  type NewJob,
  type Producer,
  publishCancelRequests,
  publishRunEvents,
  writePartialOutputs,
} from "@repo/queue";
import type { Logger } from "@repo/runtime";
import { type ClaimedExecution, type ClaimOutcome, claimBatch } from "./claiming/claim-batch.ts";
import { endBatch } from "./ending/end-batch.ts";
import { endedEvent, gaveWayEvent, runningEvent, skippedEvent } from "./events.ts";
import { createAttemptsInHand } from "./executing/attempts-in-hand.ts";
import { type AttemptReport, executeAttempt } from "./executing/execute-attempt.ts";
import { createPartialOutputs } from "./executing/partial-outputs.ts";
import { createMicroBatch } from "./micro-batch.ts";
import type { TargetRegistry } from "./targets/index.ts";
import type { WorkerLease } from "./worker-lease.ts";

/** Claims in one statement. Half of what a worker has in hand by default: it begins one half while the other is being claimed. */
const MAX_CLAIMS = 100;
/** Ends in one statement. */
const MAX_ENDS = 1_000;
const MAX_BATCHES_IN_FLIGHT = 2;
/**
 * A run that is due should begin now, and that one has ended can be written down a little later: while many are to begin,
 * ends that nobody waits for give way to claims. A worker that dies meanwhile takes the ends of so long with it.
 */
const ENDS_WAIT_AT_MOST_MS = 500;
/** Between two batches of claims there is a moment in which the next jobs are on their way. */
const CLAIMS_ARE_OVER_MS = 5;
/** Ends of attempts that may wait for Postgres before the next job has to wait, too. */
const MAX_UNRECORDED = 10_000;
const DRAIN_POLL_MS = 20;
/** A claim whose answer has not come after this long was committed without this worker knowing. */
const UNANSWERED_CLAIM_MS = 15_000;
const HEARTBEAT_RETRY_MS = 500;

export interface WorkerDependencies {
  database: Database;
  producer: Producer;
  lease: WorkerLease;
  targets: TargetRegistry;
  logger: Logger;
  /** Told of the moments between two writes; only tests of crashes listen. */
  onPoint?: ((point: "CLAIMED" | "CALLED" | "ENDED") => void) | undefined;
}

export interface Worker {
  /** Claims a job's run and, if it may start, begins one attempt. Throws when the ledger cannot be reached. */
  process(job: ClaimRequest): Promise<JobVerdict>;
  /** Asks attempts to stop; those that are not in hand here are someone else's. */
  cancel(requests: readonly (ClaimRequestLike & { reason: CancelReason })[]): void;
  /** One sign of life; afterwards cancel requests that were not heard are looked up. */
  heartbeat(): Promise<void>;
  /** Tells those who watch what running attempts have said since the last time. Rejects when Redis cannot be told. */
  writePartialOutputs(): Promise<void>;
  /** Waits until no attempt is in hand; what is not done after `deadlineMs` is given back. */
  drain(deadlineMs: number): Promise<void>;
}

type ClaimRequestLike = Pick<ClaimRequest, "scheduleId" | "dueAt" | "attempt">;
type EndedExecution = EndedAttempt & Pick<ClaimedExecution, "scheduleName" | "fireAt">;
type CancelReason = "CANCELLED_BY_REQUEST" | "CANCELLED_BY_OVERLAP";

export function createWorker(dependencies: WorkerDependencies): Worker {
  const { database, producer, lease, targets, logger, onPoint } = dependencies;
  const inHand = createAttemptsInHand();
  const inProcess = new Set<ClaimRequest>();
  const partialOutputs = createPartialOutputs({
    write: (outputs) => writePartialOutputs(producer.redis, outputs),
    now: () => Date.now(),
  });
  let unrecorded = 0;
  const claims = createMicroBatch<ClaimRequest, ClaimOutcome>({
    maxSize: MAX_CLAIMS,
    maxInFlight: MAX_BATCHES_IN_FLIGHT,
    run: claimAll,
  });
  const endOptions = { maxSize: MAX_ENDS, maxInFlight: MAX_BATCHES_IN_FLIGHT, run: endAll };
  const ends = createMicroBatch<EndedExecution, EndedRun | undefined>(endOptions);
  const endsThatMayWait = createMicroBatch<EndedExecution, EndedRun | undefined>({
    ...endOptions,
    giveWay: { to: claims, quietMs: CLAIMS_ARE_OVER_MS, atMostMs: ENDS_WAIT_AT_MOST_MS },
  });

  async function claimAll(requests: ClaimRequest[]): Promise<ClaimOutcome[]> {
    const { outcomes, effects } = await claimBatch(database, lease.workerId, requests);
    await tellRedis("cancel requests", () =>
      publishCancelRequests(
        producer.redis,
        effects.cancelled.map((run) => ({ ...run, reason: "CANCELLED_BY_OVERLAP" as const })),
      ),
    );
    await enqueue(effects.released.map((run) => ({ ...run, attempt: run.attempt + 1 })));
    announce(() => [
      ...effects.gaveWay.map(gaveWayEvent),
      ...outcomes.flatMap((outcome) => {
        if (outcome.kind === "CLAIMED") return [runningEvent(outcome.execution)];
        if (outcome.kind === "SKIPPED")
          return [skippedEvent(outcome.execution, outcome.run, outcome.reason, outcome.now)];
        return [];
      }),
    ]);
    return outcomes;
  }

  async function endAll(ended: EndedExecution[]): Promise<(EndedRun | undefined)[]> {
    const { runs, released } = await endBatch({ database, logger }, ended);
    await enqueue(released.map((run) => ({ ...run, attempt: run.attempt + 1 })));
    announce(() => runs.map(endedEvent));
    const byId = new Map(runs.map((run) => [runIdOf(run), run]));
    return ended.map((attempt) => byId.get(runIdOf(attempt)));
  }

  /** A job that is not made here is made by the outbox, a little later. */
  async function enqueue(jobs: NewJob[]): Promise<void> {
    if (jobs.length > 0) await tellRedis("jobs", () => producer.enqueue(jobs));
  }

  function announce(makeEvents: () => RunEvent[]): void {
    void tellRedis("run events", () => publishRunEvents(producer.redis, makeEvents));
  }

  async function tellRedis(what: string, tell: () => Promise<void>): Promise<void> {
    try {
      await tell();
    } catch (err) {
      logger.warn({ err }, `${what} did not reach Redis`);
    }
  }

  let beating: Promise<void> | undefined;
  /** A consumer that was told to take no more jobs may have asked for one already, such as one given back here. */
  let isDraining = false;

  /** Many may ask for a sign of life at once; it is given once. */
  function heartbeat(): Promise<void> {
    beating ??= beat().finally(() => {
      beating = undefined;
    });
    return beating;
  }

  async function beat(): Promise<void> {
    if (await lease.renew()) {
      for (const { cancelReason, ...attempt } of await findCancelRequests(database, lease.workerId)) {
        inHand.abort(attempt, cancelReason);
      }
      await giveBackUnansweredClaims();
      return;
    }
    logger.error({ attempts: inHand.size }, "the lease was lost: attempts in hand belong to others");
    inHand.abortAll("LEASE_LOST");
    await lease.renew();
  }

  /**
   * When the connection breaks between a claim's commit and its answer, the run is this worker's and nobody carries
   * it out. It is given back like one whose worker died.
   */
  async function giveBackUnansweredClaims(): Promise<void> {
    const held = await findHeldRuns(database, { workerId: lease.workerId, olderThanMs: UNANSWERED_CLAIM_MS });
    const isKnown = (run: ClaimRequestLike) =>
      // the answer to a claim may still come: then the run would be carried out here and elsewhere
      inHand.has(run) || [...inProcess].some((job) => isSameAttempt(job, run));
    for (const run of held.filter((each) => !isKnown(each))) {
      const lost = { outcome: "WORKER_LOST", retryable: true } as const;
      const end = endAttempt({ ...run, ...lost, runId: runIdOf(run) });
      const message = "the worker did not learn of its claim";
      const ended = await ends.add({ ...run, ...lost, end, message, output: undefined, duration: 0 });
      if (ended?.availableAt) {
        await enqueue([{ ...run, attempt: run.attempt + 1, availableAt: ended.availableAt }]);
      }
      logger.warn(
        { runId: runIdOf(run), state: ended?.state },
        "gave back a run whose claim was not answered",
      );
    }
  }

  /** A worker that was frozen after its claim must not call the target beside the one that has taken over. */
  async function isStillHeld({ workerId }: ClaimedExecution): Promise<boolean> {
    while (!lease.isFresh) {
      await heartbeat().catch(() => delay(HEARTBEAT_RETRY_MS));
    }
    return workerId === lease.workerId;
  }

  /** Returns when the target is done; what came of it is recorded together with that of others. */
  async function carryOut(execution: ClaimedExecution): Promise<void> {
    const abort = inHand.begin(execution);
    let ending: Promise<void> | undefined;
    try {
      onPoint?.("CLAIMED");
      if (!(await isStillHeld(execution))) return;
      const report = await executeAttempt({ targets, partialOutputs, logger }, execution, abort);
      onPoint?.("CALLED");
      ending = end(execution, report);
    } finally {
      if (ending === undefined) inHand.end(execution);
    }
    // the ledger knows the run as this worker's: the next one need not wait for the write
    if (unrecorded > MAX_UNRECORDED) await ending;
  }

  async function end(execution: ClaimedExecution, report: AttemptReport): Promise<void> {
    unrecorded++;
    try {
      const ended = await recordEnd(execution, report);
      onPoint?.("ENDED");
      logAttempt(logger, execution, report, ended);
    } catch (err) {
      logger.error({ err, runId: runIdOf(execution) }, "the end of an attempt could not be recorded");
    } finally {
      unrecorded--;
      inHand.end(execution);
    }
  }

  async function recordEnd(
    execution: ClaimedExecution,
    report: AttemptReport,
  ): Promise<EndedRun | undefined> {
    // others have the run by now; whatever this worker says would be refused
    if (report.abortCause === "LEASE_LOST") return undefined;
    const { abortCause, retryable, ...rest } = report;
    const cancelledBy =
      abortCause === "CANCELLED_BY_REQUEST" || abortCause === "CANCELLED_BY_OVERLAP" ? abortCause : undefined;
    const end = endAttempt({ ...execution, ...report, runId: runIdOf(execution), cancelledBy });
    const mayWait = end.state !== "QUEUED" && execution.policies.overlapPolicy === "ALLOW";
    const ended = await (mayWait ? endsThatMayWait : ends).add({ ...execution, ...rest, end });
    if (ended?.availableAt) {
      await enqueue([{ ...execution, attempt: execution.attempt + 1, availableAt: ended.availableAt }]);
    }
    return ended;
  }

  return {
    async process(job) {
      if (isDraining) return { kind: "COME_BACK", at: job.dueAt };
      inProcess.add(job);
      try {
        const outcome = await claims.add(job);
        if (outcome.kind === "COME_BACK")
          return { kind: "COME_BACK", at: new Date(Date.now() + outcome.inMs) };
        if (outcome.kind === "CLAIMED") return { kind: "BEGUN", ended: carryOut(outcome.execution) };
        return { kind: "DONE" };
      } finally {
        inProcess.delete(job);
      }
    },

    cancel(requests) {
      for (const { reason, ...attempt } of requests) inHand.abort(attempt, reason);
    },

    heartbeat,

    writePartialOutputs: () => partialOutputs.write(),

    async drain(deadlineMs) {
      const deadline = performance.now() + deadlineMs;
      isDraining = true;
      // what is being claimed is about to be in hand
      await Promise.race([claims.drain(), delay(deadlineMs, undefined, { ref: false })]);
      while (inHand.size > 0 && performance.now() < deadline) await delay(DRAIN_POLL_MS);
      if (inHand.size > 0) {
        logger.warn({ attempts: inHand.size }, "attempts did not end in time and are given back");
        inHand.abortAll("DRAINED");
        while (inHand.size > 0) await delay(DRAIN_POLL_MS);
      }
      await Promise.all([claims, ends, endsThatMayWait].map((batch) => batch.drain()));
    },
  };
}

function isSameAttempt(a: ClaimRequestLike, b: ClaimRequestLike): boolean {
  return a.scheduleId === b.scheduleId && a.dueAt.getTime() === b.dueAt.getTime() && a.attempt === b.attempt;
}

/** The one event per attempt. */
function logAttempt(
  logger: Logger,
  execution: ClaimedExecution,
  report: AttemptReport,
  ended: EndedRun | undefined,
): void {
  // a success says nothing that the ledger does not: at hundreds a second, writing it down costs more than recording it
  const level = ended?.state === "SUCCEEDED" ? "debug" : "info";
  logger[level](
    {
      runId: runIdOf(execution),
      schedule: execution.scheduleName,
      attempt: execution.attempt,
      outcome: report.outcome,
      state: ended?.state ?? "LOST",
      reason: ended?.reason ?? undefined,
      message: report.message || undefined,
      latenessMs: execution.attemptStartedAt.getTime() - execution.fireAt.getTime(),
      durationMs: Math.round(report.duration),
    },
    "attempt ended",
  );
}
