import { afterAll, beforeAll, expect, test } from "bun:test";
import { createPartitions, insertPlannedRuns } from "../src/index.ts";
import { type Ledger, openLedger } from "./ledger.ts";

let ledger: Ledger;
beforeAll(async () => {
  ledger = await openLedger({ maxConnections: 4 });
});
afterAll(() => ledger[Symbol.asyncDispose]());

async function partitionNames(): Promise<string[]> {
  const rows = await ledger.database.query<{ name: string }>(
    "SELECT relname AS name FROM pg_class WHERE relnamespace = 'partitions'::regnamespace AND relkind = 'r' ORDER BY 1",
  );
  return rows.map(({ name }) => name);
}

test("processes that need the same days at once make each partition once", async () => {
  const processes = Array.from({ length: 6 }, () => createPartitions(ledger.database));
  const [from, until] = [new Date("2026-02-27T23:59:59.999Z"), new Date("2026-03-01T00:00:00Z")];
  await Promise.all(processes.map((partitions) => partitions.ensure(from, until)));
  expect(await partitionNames()).toEqual(
    ["attempts", "runs"].flatMap((table) =>
      ["20260227", "20260228", "20260301"].map((day) => `${table}_${day}`),
    ),
  );
});

test("each end of a day lies in its own partition", async () => {
  const schedule = await ledger.addSchedule();
  const dueAts = ["2026-02-27T23:59:59.999Z", "2026-02-28T00:00:00Z"].map((text) => new Date(text));
  await insertPlannedRuns(
    ledger.database,
    dueAts.map((dueAt) => ({ scheduleId: schedule.id, dueAt, fireAt: dueAt, revision: 1, misfired: false })),
  );
  const rows = await ledger.database.query(
    "SELECT tableoid::regclass::text AS name FROM runs WHERE schedule_id = $1 ORDER BY due_at",
    [schedule.id],
  );
  expect(rows).toEqual([{ name: "partitions.runs_20260227" }, { name: "partitions.runs_20260228" }]);
});

test("more transactions than connections may need a new day at once", async () => {
  const partitions = createPartitions(ledger.database);
  const day = new Date("2026-05-01T12:00:00Z");
  await Promise.all(
    Array.from({ length: 12 }, () =>
      ledger.database.transaction(async (sql) => {
        await sql.query("SELECT 1");
        await partitions.ensure(day, day);
      }),
    ),
  );
  expect(await partitionNames()).toContain("runs_20260501");
});
