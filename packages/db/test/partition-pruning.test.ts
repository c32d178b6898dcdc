import { afterAll, beforeAll, expect, test } from "bun:test";
import pg from "pg";
import {
  bufferRun,
  claimRuns,
  confirmQueued,
  type EnqueueableRun,
  endAttempts,
  readClaimCandidates,
  type Sql,
  skipRuns,
} from "../src/index.ts";
import { explainAll, type Plan } from "./explain.ts";
import { claim, type Ledger, openLedger } from "./ledger.ts";

const DAY_SECONDS = 86_400;
const DAYS = 12;

let ledger: Ledger;
let client: pg.Client;
/** One run a day, today's first. */
let runs: EnqueueableRun[];

beforeAll(async () => {
  ledger = await openLedger();
  const schedule = await ledger.addSchedule({ overlapPolicy: "BUFFER_ONE" });
  runs = [];
  for (let day = 0; day < DAYS; day++) runs.push(await ledger.planRun(schedule, 1 + day * DAY_SECONDS));
  await ledger.addWorker("worker");
  await claim(ledger.database, "worker", runs.slice(0, 1), { evenLate: true });
  await ledger.database.query("ANALYZE");
  client = new pg.Client({
    connectionString: ledger.url,
    options: "-c timezone=UTC -c plan_cache_mode=force_generic_plan",
  });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await ledger[Symbol.asyncDispose]();
});

const requestsOf = (batch: readonly EnqueueableRun[]) =>
  batch.map((run) => ({ ...run, attempt: run.attempt + 1 }));
const jobOf = (run: EnqueueableRun) => ({ ...run, bundleId: null });
const endsOf = (batch: readonly EnqueueableRun[]) =>
  batch.map((run) => ({
    ...run,
    attempt: 1,
    workerId: "worker",
    outcome: "SUCCEEDED" as const,
    end: { state: "SUCCEEDED" as const },
    message: "",
    output: undefined,
    duration: 1,
  }));

test.each<[string, (sql: Sql, batch: readonly EnqueueableRun[]) => Promise<unknown>]>([
  ["claims", (sql, batch) => claimRuns(sql, "worker", requestsOf(batch))],
  [
    "skips",
    (sql, batch) =>
      skipRuns(
        sql,
        requestsOf(batch).map((run) => ({ ...run, reason: "MISFIRED" })),
      ),
  ],
  ["ends of attempts", (sql, batch) => endAttempts(sql, endsOf(batch))],
  ["confirmations of jobs", (sql, batch) => confirmQueued(sql, batch.map(jobOf))],
])("%s look into the days of their batch only", async (_, act) => {
  const batch = runs.slice(1, 3);
  expect(await partitionsOf((sql) => act(sql, batch))).toEqual(batch.map(partitionOf).sort());
});

test("the facts of claims lie between the first day of the batch and today", async () => {
  const touched = await partitionsOf((sql) => readClaimCandidates(sql, requestsOf(runs.slice(1, 3))));
  expect(touched).toEqual(runs.slice(0, 3).map(partitionOf).sort());
});

test("letting a run wait looks into its day, and into that of the run that gives way", async () => {
  const [, older, newer] = runs;
  if (older === undefined || newer === undefined) throw new Error("two runs are needed");
  await bufferRun(ledger.database, { ...older, replace: false });
  const touched = await partitionsOf((sql) => bufferRun(sql, { ...newer, replace: true }));
  expect(touched).toEqual([older, newer].map(partitionOf).sort());
});

function partitionOf({ dueAt }: EnqueueableRun): string {
  return `runs_${dueAt.toISOString().slice(0, 10).replaceAll("-", "")}`;
}

/** The partitions of runs that the statements of `act` look into, with the one plan that each has for all values. */
async function partitionsOf(act: (sql: Sql) => Promise<unknown>): Promise<string[]> {
  const plans = await explainAll(client, act);
  return [...new Set(plans.flatMap((plan) => scannedPartitions(plan)))].sort();
}

/** Steps that find the days of their runs only as they go: all days are in their plan, and most are left out then. */
const FOUND_ON_THE_WAY = ["CTE released", "CTE buffered", "CTE replaced"];

function scannedPartitions(plan: Plan, onTheWay = false): string[] {
  const { "Node Type": type, "Subplan Name": subplan = "", "Relation Name": relation = "" } = plan;
  const late = onTheWay || FOUND_ON_THE_WAY.includes(subplan);
  const isScanned =
    type.endsWith("Scan") && relation.startsWith("runs_") && (!late || plan["Actual Loops"] > 0);
  const below = (plan.Plans ?? []).flatMap((child) => scannedPartitions(child, late));
  return isScanned ? [relation, ...below] : below;
}
