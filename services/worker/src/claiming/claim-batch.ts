import { decideClaim, type RunKey, runIdOf, type SkipReason } from "@repo/core";
import {
  bufferRun,
  type Claim,
  type ClaimCandidate,
  type ClaimRequest,
  cancelRun,
  claimRuns,
  type Database,
  type DispatchableRun,
  type ExecutableRun,
  readClaimCandidates,
  type SkippedRun,
  skipRuns,
} from "@repo/db";

/** A run that is this worker's now. */
export interface ClaimedExecution extends ExecutableRun {
  attempt: number;
  attemptStartedAt: Date;
  workerId: string;
}

/** What came of one job. */
export type ClaimOutcome =
  | { kind: "CLAIMED"; execution: ClaimedExecution }
  | { kind: "SKIPPED"; execution: ExecutableRun; run: SkippedRun; reason: SkipReason; now: Date }
  /** Nothing is to be done for it, now or later. */
  | { kind: "DROPPED" }
  /** It came too early by the database's clock, or could not be decided: it is to come back in so many milliseconds. */
  | { kind: "COME_BACK"; inMs: number };

/** What claiming a batch brought about beside the outcomes. */
export interface ClaimEffects {
  /** Running runs that were asked to stop in favour of a new one. */
  cancelled: (RunKey & { attempt: number })[];
  /** Waiting runs that may start, because the run that they waited for ended without running on. */
  released: DispatchableRun[];
}

/** Two workers may race for a slot, an edit may come in between: then the facts are read again, but not for ever. */
const MAX_ROUNDS = 5;
/** Until a job that was not decided on comes back. */
const UNDECIDED_PAUSE_MS = 1_000;

/**
 * Claims what may start of a batch of jobs: read the facts, decide, write; the write checks the facts again, and what
 * it refuses starts over.
 *
 * @returns one outcome for each request, in the same order
 */
export async function claimBatch(
  database: Database,
  workerId: string,
  requests: readonly ClaimRequest[],
): Promise<{ outcomes: ClaimOutcome[]; effects: ClaimEffects }> {
  const outcomes = new Array<ClaimOutcome | undefined>(requests.length).fill(undefined);
  const effects: ClaimEffects = { cancelled: [], released: [] };
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const open = firstOfEachRun(requests, outcomes);
    if (open.size === 0) break;
    const openRequests = [...open.values()].map(({ request }) => request);
    try {
      const decided = await claimRound(database, workerId, openRequests, effects);
      for (const [runId, { index }] of open) outcomes[index] = decided.get(runId);
    } catch (error) {
      // what is claimed has to be carried out: only the rest comes back
      if (outcomes.every((outcome) => outcome === undefined)) throw error;
      break;
    }
  }
  const undecided = { kind: "COME_BACK", inMs: UNDECIDED_PAUSE_MS } as const;
  return { outcomes: outcomes.map((outcome) => outcome ?? undecided), effects };
}

/** Two jobs of one run in a batch: the second has to see what became of the first. */
function firstOfEachRun(requests: readonly ClaimRequest[], outcomes: readonly (ClaimOutcome | undefined)[]) {
  const open = new Map<string, { index: number; request: ClaimRequest }>();
  requests.forEach((request, index) => {
    const runId = runIdOf(request);
    if (outcomes[index] === undefined && !open.has(runId)) open.set(runId, { index, request });
  });
  return open;
}

/** One pass. @returns outcomes by run id; those that are missing were refused */
async function claimRound(
  database: Database,
  workerId: string,
  requests: readonly ClaimRequest[],
  effects: ClaimEffects,
): Promise<Map<string, ClaimOutcome>> {
  // a run that is gone, because its day was dropped, has no candidate
  const outcomes = new Map<string, ClaimOutcome>(requests.map((r) => [runIdOf(r), { kind: "DROPPED" }]));
  const claims: (Claim & { candidate: ClaimCandidate })[] = [];
  const skips: (ClaimRequest & { reason: SkipReason; candidate: ClaimCandidate })[] = [];

  for (const candidate of await readClaimCandidates(database, requests)) {
    const runId = runIdOf(candidate.key);
    const { facts, key } = candidate;
    const decision = decideClaim(facts);
    switch (decision.action) {
      case "DROP":
        break;
      case "WAIT":
        outcomes.set(runId, { kind: "COME_BACK", inMs: decision.until.getTime() - facts.now.getTime() });
        break;
      case "CLAIM":
        outcomes.delete(runId);
        claims.push({ ...key, ...facts.job, exclusive: facts.policies.overlapPolicy !== "ALLOW", candidate });
        break;
      case "SKIP":
        outcomes.delete(runId);
        skips.push({ ...key, ...facts.job, reason: decision.reason, candidate });
        break;
      case "BUFFER":
        if (!(await bufferRun(database, { ...key, replace: decision.replace }))) outcomes.delete(runId);
        else if (decision.cancelActive && (await cancelActive(database, candidate, effects)))
          outcomes.delete(runId);
        break;
    }
  }

  const skipped = await skipRuns(database, skips);
  effects.released.push(...skipped.released);
  // last, so that nothing after it can fail: a claim that nobody knows of is carried out by nobody
  const claimed = await claimRuns(database, workerId, claims);
  const attempts = new Map(claimed.map((run) => [runIdOf(run), run]));
  for (const { candidate } of claims) {
    const run = attempts.get(runIdOf(candidate.key));
    if (run === undefined) continue;
    const execution = { ...candidate.execution, ...run, workerId };
    outcomes.set(runIdOf(run), { kind: "CLAIMED", execution });
  }
  const ended = new Map(skipped.runs.map((run) => [runIdOf(run), run]));
  for (const { candidate, reason } of skips) {
    const runId = runIdOf(candidate.key);
    const { execution, facts } = candidate;
    const run = ended.get(runId);
    if (run !== undefined) outcomes.set(runId, { kind: "SKIPPED", execution, run, reason, now: facts.now });
  }
  return outcomes;
}

/** @returns whether the run that has just begun to wait may start already, because the active one was not running */
async function cancelActive(
  database: Database,
  candidate: ClaimCandidate,
  effects: ClaimEffects,
): Promise<boolean> {
  if (candidate.activeDueAt === undefined) return false;
  const active = { scheduleId: candidate.key.scheduleId, dueAt: candidate.activeDueAt };
  const runId = runIdOf(candidate.key);
  const reason = "CANCELLED_BY_OVERLAP";
  const message = `a later run, ${runId}, took its place`;
  const cancelled = await cancelRun(database, active, { reason, message });
  if (cancelled?.run.state === "RUNNING") effects.cancelled.push(cancelled.run);
  const released = cancelled?.released ?? [];
  // its job is in hand here: another of the same id would not be taken
  const others = released.filter((run) => runIdOf(run) !== runId);
  effects.released.push(...others);
  return others.length < released.length;
}
