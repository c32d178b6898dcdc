import { randomUUID } from "node:crypto";
import { shardOf } from "@repo/core";
import { aDefinition, createTestDatabase, eventually } from "@repo/testing";
import {
  claimRuns,
  createDatabase,
  createPartitions,
  type Database,
  type EnqueueableRun,
  endAttempts,
  insertPlannedRuns,
  insertSchedule,
  migrateDatabase,
  type Partitions,
  registerProcess,
  type ScheduleRow,
} from "../src/index.ts";

/** A migrated database of one test file's own, and short ways to bring schedules and runs into a state. */
export interface Ledger extends AsyncDisposable {
  url: string;
  database: Database;
  partitions: Partitions;
  addSchedule(overrides?: Parameters<typeof aDefinition>[0]): Promise<ScheduleRow>;
  /** Plans a run that was due this many seconds ago. */
  planRun(schedule: ScheduleRow, secondsAgo: number): Promise<EnqueueableRun>;
  addWorker(id: string, leaseDuration?: number): Promise<string>;
  /** The stored run, column by column. */
  readRun(run: { scheduleId: string; dueAt: Date }): Promise<StoredRun>;
  /** Resolves when this many statements wait for a lock. */
  untilBlocked(statements: number): Promise<void>;
}

interface StoredRun {
  state: string;
  reason: string | null;
  attempt: number;
  revision: number;
  workerId: string | null;
  availableAt: Date | null;
  finishedAt: Date | null;
  queuedAt: Date | null;
  cancelReason: string | null;
  message: string;
}

export async function openLedger({ maxConnections = 20 } = {}): Promise<Ledger> {
  const { url, drop } = await createTestDatabase({
    migrate: async (databaseUrl) => void (await migrateDatabase(databaseUrl)),
  });
  const database = createDatabase({ url, maxConnections, onConnectionError: () => undefined });
  const partitions = createPartitions(database);
  return {
    url,
    database,
    partitions,
    addSchedule(overrides) {
      const id = randomUUID();
      return insertSchedule(database, {
        state: "ACTIVE",
        id,
        definition: aDefinition(overrides),
        owner: "",
        shard: shardOf(id),
      });
    },
    async planRun(schedule, secondsAgo) {
      const dueAt = new Date(Math.floor(Date.now() / 1_000) * 1_000 - secondsAgo * 1_000);
      await partitions.ensure(dueAt, dueAt);
      const [run] = await insertPlannedRuns(database, [
        { scheduleId: schedule.id, dueAt, fireAt: dueAt, revision: schedule.revision, misfired: false },
      ]);
      if (run === undefined) throw new Error("the run was planned already");
      return run;
    },
    async addWorker(id, leaseDuration = 60_000) {
      await registerProcess(database, {
        id,
        service: "worker",
        host: "here",
        queues: ["default"],
        version: "",
        capacity: 1,
        leaseDuration,
      });
      return id;
    },
    async readRun({ scheduleId, dueAt }) {
      const [row] = await database.query<StoredRun>(
        "SELECT * FROM runs WHERE schedule_id = $1 AND due_at = $2",
        [scheduleId, dueAt],
      );
      if (row === undefined) throw new Error("there is no such run");
      return row;
    },
    async untilBlocked(statements) {
      await eventually(
        async () => {
          const [row] = await database.query<{ blocked: number }>(
            `SELECT count(*)::int AS blocked FROM pg_stat_activity
             WHERE datname = current_database() AND wait_event_type = 'Lock'`,
          );
          return row?.blocked === statements;
        },
        { withinMs: 5_000, describe: `${statements} statements to wait for a lock` },
      );
    },
    async [Symbol.asyncDispose]() {
      await database.close();
      await drop();
    },
  };
}

/** Claims the next attempt of runs as their jobs would. */
export function claim(
  database: Database,
  workerId: string,
  runs: readonly EnqueueableRun[],
  options?: { evenLate: boolean },
) {
  return claimRuns(
    database,
    workerId,
    runs.map((run) => ({ ...run, attempt: run.attempt + 1 })),
    options,
  );
}

/** Ends the first attempt of a run as its worker would. */
export function succeed(
  database: Database,
  workerId: string,
  run: { scheduleId: string; dueAt: Date },
  attempt = 1,
) {
  return endAttempts(database, [
    {
      scheduleId: run.scheduleId,
      dueAt: run.dueAt,
      attempt,
      workerId,
      outcome: "SUCCEEDED",
      end: { state: "SUCCEEDED" },
      message: "",
      output: undefined,
      duration: 1,
    },
  ]);
}
