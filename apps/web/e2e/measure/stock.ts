import { createDatabase, createPartitions } from "@repo/db";
import { startEmbedded } from "@repo/local-stack";
import { dailySchedules, seedSchedules } from "@repo/testing";
import type { System } from "../system/start-system.ts";

const DAY_MS = 86_400_000;
/** Days before the next due time in which the runs of a schedule lie: ten or more of them have come due. */
const HISTORY_DAYS = 13;
const RUNS_INSERTED_FOR = 10_000;

const KINDS = [
  "billing statement",
  "cache warm-up",
  "customer export",
  "data quality check",
  "index rebuild",
  "invoice reminder",
  "ledger snapshot",
  "nightly backup",
  "price import",
  "usage report",
];

/** The schedules that an installation holds while it is measured. */
export interface Stock extends AsyncDisposable {
  /** Stores more schedules, each with a history, until there are `count`. */
  fillUpTo(count: number): Promise<void>;
}

/** Removes the samples, whose runs would be measured beside what is asked for. */
export async function openStock({
  schedules,
  dataDir,
}: Pick<System, "schedules" | "dataDir">): Promise<Stock> {
  const samples = await schedules.listSchedules({});
  for (const { id } of samples.schedules) await schedules.deleteSchedule({ id });

  await using opened = new AsyncDisposableStack();
  const stores = await startEmbedded({ dataDir, postgres: true, redis: false, log: () => undefined });
  opened.defer(() => stores.stop());
  const database = createDatabase({
    url: stores.databaseUrl ?? "",
    maxConnections: 3,
    onConnectionError: () => undefined,
  });
  opened.defer(() => database.close());
  const now = Date.now();
  await createPartitions(database).ensure(new Date(now - HISTORY_DAYS * DAY_MS), new Date(now));

  // nothing of them comes due while it is measured
  const dueFrom = new Date(Math.ceil(now / DAY_MS + 1) * DAY_MS);
  const dailyAt = dailySchedules(dueFrom, 1_440);
  const scheduleAt = (index: number) => ({
    ...dailyAt(index),
    name: `${KINDS[index % KINDS.length]} ${index}`,
  });

  let stored = 0;
  async function fillUpTo(count: number): Promise<void> {
    if (count <= stored) return;
    process.stderr.write(`storing ${count - stored} schedules …\n`);
    const first = stored;
    const ids = await seedSchedules(database, {
      count: count - first,
      scheduleAt: (index) => scheduleAt(first + index),
      definition: { tags: ["measured"] },
    });
    for (let from = 0; from < ids.length; from += RUNS_INSERTED_FOR) {
      await database.query(INSERT_HISTORY, [ids.slice(from, from + RUNS_INSERTED_FOR), HISTORY_DAYS]);
    }
    await database.query(PAUSE_SOME, [ids]);
    await database.query("VACUUM ANALYZE schedules, schedule_cursors, runs");
    stored = count;
  }
  const owned = opened.move();
  return { fillUpTo, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

/** A run a day, of which every thirtieth or so has failed. */
const INSERT_HISTORY = `
  INSERT INTO runs (schedule_id, due_at, fire_at, kind, state, reason, revision, attempt, queued_at, started_at,
                    attempt_started_at, finished_at, worker_id)
  SELECT schedule_id, due_at, due_at, 'SCHEDULED',
         CASE WHEN has_failed THEN 'FAILED'::run_state ELSE 'SUCCEEDED' END,
         CASE WHEN has_failed THEN 'TARGET_FAILED'::run_reason END,
         1, 1, due_at, due_at, due_at, due_at, 'worker'
  FROM schedule_cursors,
       generate_series(next_due_at - make_interval(days => $2), now(), interval '1 day') AS due_at,
       LATERAL (SELECT hashtext(schedule_id::text || due_at::text) % 30 = 0 AS has_failed) AS outcome
  WHERE schedule_id = ANY($1::uuid[])`;

/** One in a hundred. */
const PAUSE_SOME = `
  WITH paused AS (
    UPDATE schedules SET state = 'PAUSED', pause_note = 'while it is measured'
    WHERE id = ANY($1::uuid[]) AND name LIKE '%07' RETURNING id)
  UPDATE schedule_cursors SET next_due_at = NULL FROM paused WHERE schedule_id = paused.id`;
