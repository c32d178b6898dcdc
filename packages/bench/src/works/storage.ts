import { join } from "node:path";
import { seedSchedules } from "@repo/testing";
import type { Redis } from "ioredis";
import type { Pool } from "pg";
import { spreadOf } from "../figures/spread.ts";
import type { Row } from "../report/work-report.ts";
import { createFreshStores } from "../system/fresh-stores.ts";
import { planUpTo } from "../system/plan-window.ts";
import { startSystem } from "../system/start-system.ts";
import { waitForLedger } from "../system/wait-for-ledger.ts";
import type { Work } from "../work.ts";

const SIZE = 50_000;
const PLAN_AHEAD_MS = 60_000;
const WITHIN_MS = 300_000;

/** What one schedule, one waiting run and one ended run take in Postgres and Redis. */
export const storage: Work = {
  name: "storage",
  title: "What a schedule and a run take",
  async run({ servers, folder, smoke, size, profileFolder }) {
    const count = size ?? (smoke ? 300 : SIZE);
    await using stores = await createFreshStores({ servers, database: "aged" });
    const { sql, redis } = stores;
    const dueAt = new Date(Math.floor(Date.now() / 1_000) * 1_000);

    const empty = await sizesOf(sql);
    await seedSchedules(sql, {
      count,
      definition: { tags: ["nightly"], target: { type: "http", url: "http://127.0.0.1/reports/nightly" } },
      scheduleAt: (index) => ({
        name: `nightly report ${index}`,
        spec: { type: "cron", expression: `${index % 60} ${index % 24} * * *`, timeZone: "Europe/Vienna" },
        nextDueAt: new Date(dueAt.getTime() + 30 * 86_400_000),
      }),
    });
    const withSchedules = await sizesOf(sql);

    await seedSchedules(sql, {
      count,
      scheduleAt: (index) => ({
        name: `once ${index}`,
        spec: { type: "once", at: dueAt },
        nextDueAt: dueAt,
      }),
    });
    const beforePlanning = await sizesOf(sql);
    await using system = await startSystem({ stores, replicas: 1, folder, profileFolder });
    const redisBefore = await usedMemoryOf(redis);
    await planUpTo(system, new Date(dueAt.getTime() + PLAN_AHEAD_MS));
    const redisPlanned = await usedMemoryOf(redis);
    await system.startWorker({ startsFile: join(folder, "starts") });
    await waitForLedger(sql, { count, dueAt, withinMs: WITHIN_MS });
    const ended = await sizesOf(sql);

    const each = (what: string, bytes: number): Row => ({
      what,
      ours: { value: spreadOf([bytes / count]), unit: "bytes" },
    });
    return {
      rows: [
        each(
          "a schedule in Postgres, with its cursor and indexes",
          withSchedules.schedules - empty.schedules,
        ),
        each("a waiting job in Redis", redisPlanned - redisBefore),
        each("an ended run in Postgres, with its attempt and indexes", ended.runs - beforePlanning.runs),
      ],
      notes: [
        `${count.toLocaleString("en-US")} of each. Sizes on disk as they are right after, so versions of rows that wait for vacuum are counted: planning, confirming, claiming and ending write four of each run.`,
      ],
    };
  },
};

interface Sizes {
  /** Bytes of schedules and their cursors. */
  schedules: number;
  /** Bytes of runs and attempts. */
  runs: number;
}

async function sizesOf(sql: Pool): Promise<Sizes> {
  const { rows } = await sql.query<{ schedules: string; runs: string }>(
    `SELECT pg_total_relation_size('schedules') + pg_total_relation_size('schedule_cursors') AS schedules,
            sum(pg_total_relation_size(relid)) AS runs
     FROM (SELECT relid FROM pg_partition_tree('runs') UNION ALL SELECT relid FROM pg_partition_tree('attempts'))`,
  );
  return { schedules: Number(rows[0]?.schedules), runs: Number(rows[0]?.runs) };
}

async function usedMemoryOf(redis: Redis): Promise<number> {
  const found = /^used_memory:(\d+)/m.exec(await redis.info("memory"));
  if (found === null) throw new Error("Redis did not say how much memory it uses");
  return Number(found[1]);
}
