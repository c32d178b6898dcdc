import { afterAll, beforeAll, expect, test } from "bun:test";
import pg from "pg";
import { ONE_PLAN_BY_KEY } from "../src/database.ts";
import {
  findCancelRequests,
  findHeldRuns,
  findLostRuns,
  findOverdueRuns,
  findUnconfirmedRuns,
  findUnservedQueues,
  freeStaleSlots,
  type Sql,
  withdrawRuns,
} from "../src/index.ts";
import { explainAll, type Plan } from "./explain.ts";
import { claim, type Ledger, openLedger } from "./ledger.ts";

const DAYS = 12;
const ENDED_PER_DAY = 300;
const DAY_SECONDS = 86_400;
/** One of today and one of the first day, both with a slot. */
const RUNNING = 2;

/** What every replica and every worker asks every few seconds, whether there is anything to do or not. */
const LOOKS: [string, (sql: Sql) => Promise<unknown>][] = [
  ["unconfirmed runs", (sql) => findUnconfirmedRuns(sql, { olderThanMs: 5_000, limit: 1_000 })],
  ["overdue runs", (sql) => findOverdueRuns(sql, { overdueMs: 10_000, after: undefined, limit: 1_000 })],
  ["lost runs", (sql) => findLostRuns(sql, 500)],
  ["held runs", (sql) => findHeldRuns(sql, { workerId: "worker", olderThanMs: 15_000 })],
  ["requests to stop", (sql) => findCancelRequests(sql, "worker")],
  ["unserved queues", (sql) => findUnservedQueues(sql, { overdueMs: 10_000, limit: 1_000 })],
  ["stale slots", freeStaleSlots],
];

let ledger: Ledger;
let client: pg.Client;
/** The id of the schedule with the history. */
let scheduleId: string;

beforeAll(async () => {
  ledger = await openLedger();
  scheduleId = (await ledger.addSchedule()).id;
  const now = new Date();
  await ledger.partitions.ensure(new Date(now.getTime() - DAYS * DAY_SECONDS * 1_000), now);
  // of this Postgres knows nothing but the size of the files, as of a day that has just begun
  await ledger.database.query(
    `INSERT INTO runs (schedule_id, due_at, fire_at, kind, state, revision, finished_at)
     SELECT $1, at, at, 'SCHEDULED', 'SUCCEEDED', 1, at
     FROM generate_series(0, $2 - 1) AS n, LATERAL (SELECT now() - make_interval(secs => n * $3)) AS due(at)`,
    [scheduleId, DAYS * ENDED_PER_DAY, DAY_SECONDS / ENDED_PER_DAY],
  );
  await ledger.addWorker("worker");
  for (const secondsAgo of [1, (DAYS - 1) * DAY_SECONDS]) {
    const run = await ledger.planRun(await ledger.addSchedule({ overlapPolicy: "SKIP" }), secondsAgo);
    await claim(ledger.database, "worker", [run], { evenLate: true });
  }
  client = new pg.Client({ connectionString: ledger.url, options: `-c timezone=UTC ${ONE_PLAN_BY_KEY}` });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await ledger[Symbol.asyncDispose]();
});

test.each(LOOKS)("looking for %s reads no run that has ended, however many there are", async (_, look) => {
  expect(await runsReadBy(look)).toBeLessThanOrEqual(RUNNING);
});

test("nor once Postgres has counted them; nor does pausing a schedule that has run often", async () => {
  await ledger.database.query("ANALYZE");
  for (const [, look] of LOOKS) expect(await runsReadBy(look)).toBeLessThanOrEqual(RUNNING);
  expect(await runsReadBy((sql) => withdrawRuns(sql, { scheduleId, reason: "PAUSED" }))).toBe(0);
});

async function runsReadBy(look: (sql: Sql) => Promise<unknown>): Promise<number> {
  const plans = await explainAll(client, look);
  expect(plans.length).toBeGreaterThan(0);
  return plans.reduce((sum, plan) => sum + runsReadIn(plan), 0);
}

function runsReadIn(plan: Plan): number {
  const { "Node Type": type, "Relation Name": relation = "", "Actual Loops": loops } = plan;
  const isOfRuns = type.endsWith("Scan") && relation.startsWith("runs_");
  const read = isOfRuns ? (plan["Actual Rows"] + (plan["Rows Removed by Filter"] ?? 0)) * loops : 0;
  return (plan.Plans ?? []).reduce((sum, child) => sum + runsReadIn(child), read);
}
