import { decideClaim, type RunKey, runIdOf, type SkipReason } from "@repo/core";
import {
  type ClaimCandidate,
  type ClaimedRun,
  type ClaimRequest,
  claimRuns,
  type Database,
  type DispatchableRun,
  type ExecutableRun,
  readClaimCandidates,
  type SkippedRun,
  skipRuns,
} from "@repo/db";
import { type RunThatGaveWay, waitForActiveRun } from "./wait-for-active-run.ts";

/** A run that is this worker's now. */
export interface ClaimedExecution extends ClaimedRun {
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
  /** Waiting runs that ended in favour of a new one. */
  gaveWay: RunThatGaveWay[];
  /** Waiting runs that may start, because the run that they waited for ended without running on. */
  released: DispatchableRun[];
}

/** Two workers may race for a slot, an edit may come in between: then the facts are read again, but not for ever. */
const MAX_ROUNDS = 5;
/** Until a job that was not decided on comes back. */
const UNDECIDED_PAUSE_MS = 1_000;

/**
 * Claims what may start of a batch of jobs. Most are on time and alone: one write claims them. For the others: read the
 * facts, decide, write; the write checks the facts again, and what it refuses starts over.
 *
 * @returns one outcome for each request, in the same order
 */
export async function claimBatch(
  database: Database,
  workerId: string,
  requests: readonly ClaimRequest[],
): Promise<{ outcomes: ClaimOutcome[]; effects: ClaimEffects }> {
  const outcomes = new Array<ClaimOutcome | undefined>(requests.length).fill(undefined);
  const effects: ClaimEffects = { cancelled: [], gaveWay: [], released: [] };
  for (let round = 0; round <= MAX_ROUNDS; round++) {
    const open = firstOfEachRun(requests, outcomes);
    if (open.size === 0) break;
    const openRequests = [...open.values()].map(({ request }) => request);
    try {
      const decided =
        round === 0
          ? await claimPlain(database, workerId, openRequests)
          : await claimDecided(database, workerId, openRequests, effects);
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

/** @returns outcomes by run id; about those that are missing there is something to decide */
async function claimPlain(
  database: Database,
  workerId: string,
  requests: readonly ClaimRequest[],
): Promise<Map<string, ClaimOutcome>> {
  return claimedOutcomes(workerId, await claimRuns(database, workerId, requests));
}

/** One pass. @returns outcomes by run id; those that are missing were refused */
async function claimDecided(
  database: Database,
  workerId: string,
  requests: readonly ClaimRequest[],
  effects: ClaimEffects,
): Promise<Map<string, ClaimOutcome>> {
  // a run that is gone, because its day was dropped, has no candidate
  const outcomes = new Map<string, ClaimOutcome>(requests.map((r) => [runIdOf(r), { kind: "DROPPED" }]));
  const claims: ClaimRequest[] = [];
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
        claims.push({ ...key, ...facts.job });
        break;
      case "SKIP":
        outcomes.delete(runId);
        skips.push({ ...key, ...facts.job, reason: decision.reason, candidate });
        break;
      case "BUFFER":
        if (!(await waitForActiveRun(database, candidate, decision, effects))) outcomes.delete(runId);
        break;
    }
  }

  const skipped = await skipRuns(database, skips);
  effects.released.push(...skipped.released);
  const ended = new Map(skipped.runs.map((run) => [runIdOf(run), run]));
  for (const { candidate, reason } of skips) {
    const runId = runIdOf(candidate.key);
    const { execution, facts } = candidate;
    const run = ended.get(runId);
    if (run !== undefined) outcomes.set(runId, { kind: "SKIPPED", execution, run, reason, now: facts.now });
  }
  // last, so that nothing after it can fail: a claim that nobody knows of is carried out by nobody
  const claimed = await claimRuns(database, workerId, claims, { evenLate: true });
  return new Map([...outcomes, ...claimedOutcomes(workerId, claimed)]);
}

function claimedOutcomes(workerId: string, claimed: readonly ClaimedRun[]): Map<string, ClaimOutcome> {
  return new Map(
    claimed.map((run) => [runIdOf(run), { kind: "CLAIMED", execution: { ...run, workerId } }] as const),
  );
}
