import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { ScheduleDefinition } from "@repo/core";
import { encodeDefinition } from "@repo/proto";
import { dailySchedules, insertScheduleRows, seedSchedules } from "@repo/testing";
import pLimit from "p-limit";
import { measureInTurns } from "../figures/in-turns.ts";
import { quantileOf, ratioOf, type Spread, spreadOf } from "../figures/spread.ts";
import { timeOf } from "../figures/time.ts";
import { type Row, rowAtMost } from "../report/work-report.ts";
import { createFreshStores, type FreshStores } from "../system/fresh-stores.ts";
import { type BenchSystem, startSystem } from "../system/start-system.ts";
import type { BenchContext, Work } from "../work.ts";
import { listQueries } from "./api/list-queries.ts";
import { findMiddlePage } from "./api/middle-page.ts";

const CREATED = 10_000;
const STORED = 100_000;
const ROUNDS = 5;
const CALLS_AT_ONCE = 16;
const CALLS_PER_ROUND = 40;
const OVER_SQL_MS = 30;

/** Creating, listing and searching schedules over gRPC, against the SQL of the same. */
export const api: Work = {
  name: "api",
  title: "The API against its SQL",
  async run(context) {
    const { servers, folder, smoke, profileFolder, log } = context;
    const stored = smoke ? 1_000 : STORED;
    await using stores = await createFreshStores({ servers, database: "aged" });
    log(`storing ${stored} schedules`);
    await storeSearchable(stores, stored);
    await using system = await startSystem({
      stores,
      replicas: 1,
      folder: join(folder, "api"),
      profileFolder,
    });
    const rows = [
      ...(await measureLists(context, { stores, system, stored })),
      ...(await measureCreates(context, { stores, system })),
    ];
    return {
      rows,
      notes: [
        `One replica; ${CALLS_AT_ONCE} creates at once; pages of 50, one after the other. The SQL is one statement on a pool of connections, without checks, planning and locks.`,
      ],
    };
  },
};

interface Subject {
  stores: FreshStores;
  system: BenchSystem;
}

/** One in a hundred belongs to billing, so that searches find many, few or none. */
async function storeSearchable({ sql }: FreshStores, stored: number): Promise<void> {
  const scheduleAt = dailySchedules(tomorrow(), 1_440);
  const billing = Math.floor(stored / 100);
  await seedSchedules(sql, {
    count: billing,
    definition: { tags: ["billing"] },
    scheduleAt: (index) => ({ ...scheduleAt(index), name: `billing statement ${index}` }),
  });
  await seedSchedules(sql, {
    count: stored - billing,
    definition: { tags: ["nightly"] },
    scheduleAt: (index) => ({ ...scheduleAt(index), name: `nightly report ${index}` }),
  });
}

function tomorrow(): Date {
  return new Date(Math.ceil(Date.now() / 86_400_000 + 1) * 86_400_000);
}

async function measureCreates(context: BenchContext, { stores, system }: Subject): Promise<Row[]> {
  const count = context.size ?? (context.smoke ? 50 : CREATED);
  const rounds = context.rounds ?? (context.smoke ? 1 : ROUNDS);
  const scheduleAt = dailySchedules(tomorrow(), 1_440);
  const each = async (create: (index: number) => Promise<unknown>) => {
    const limit = pLimit(CALLS_AT_ONCE);
    await Promise.all(Array.from({ length: count }, (_, index) => limit(() => create(index))));
  };
  const measured = await measureInTurns(rounds, {
    ours: () =>
      timeOf(() =>
        each((index) => {
          const { spec } = scheduleAt(index);
          const definition = { name: `created ${randomUUID()}`, spec, target: { type: "noop" as const } };
          return system.schedules.createSchedule({
            definition: encodeDefinition(ScheduleDefinition.parse(definition)),
          });
        }),
      ),
    sql: () =>
      timeOf(() =>
        each((index) =>
          insertScheduleRows(stores.sql, [{ ...scheduleAt(index), name: `inserted ${randomUUID()}` }]),
        ),
      ),
  });
  return [
    rowAtMost(
      {
        what: `create ${count.toLocaleString("en-US")} schedules over gRPC`,
        ours: { value: spreadOf(measured.ours), unit: "ms" },
        baseline: { name: "INSERT", figure: { value: spreadOf(measured.sql), unit: "ms" } },
        ratio: ratioOf(measured.ours, measured.sql),
      },
      3,
    ),
  ];
}

async function measureLists(
  context: BenchContext,
  { stores, system, stored }: Subject & { stored: number },
): Promise<Row[]> {
  const rounds = context.rounds ?? (context.smoke ? 1 : ROUNDS);
  const middle = await findMiddlePage(system, stored);
  const rows: Row[] = [];
  for (const { what, request, where, values } of listQueries(middle)) {
    const measured = await measureInTurns(rounds, {
      ours: () => p95Of(() => system.schedules.listSchedules(request)),
      sql: () =>
        p95Of(() =>
          stores.sql.query(
            `SELECT * FROM schedules WHERE state <> 'DELETED' ${where} ORDER BY id DESC LIMIT 51`,
            values,
          ),
        ),
    });
    const over = spreadOf(measured.ours.map((ms, round) => ms - (measured.sql[round] ?? Number.NaN)));
    rows.push(
      listRow(what, spreadOf(measured.ours), spreadOf(measured.sql), {
        ratio: ratioOf(measured.ours, measured.sql),
        overMs: over.median,
      }),
    );
  }
  return rows;
}

function listRow(
  what: string,
  ours: Spread,
  sql: Spread,
  { ratio, overMs }: { ratio: Spread; overMs: number },
): Row {
  return {
    what: `${what}, p95 of a page`,
    ours: { value: ours, unit: "ms" },
    baseline: { name: "SELECT", figure: { value: sql, unit: "ms" } },
    ratio,
    toReach: `≤ ${OVER_SQL_MS} ms over its SQL`,
    reached: overMs <= OVER_SQL_MS,
  };
}

async function p95Of(call: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < CALLS_PER_ROUND; i++) times.push(await timeOf(call));
  return quantileOf(
    times.sort((a, b) => a - b),
    0.95,
  );
}
