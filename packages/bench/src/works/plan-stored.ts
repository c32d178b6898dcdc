import { join } from "node:path";
import { dailySchedules, seedSchedules } from "@repo/testing";
import { measureInTurns } from "../figures/in-turns.ts";
import { ratioOf, spreadOf } from "../figures/spread.ts";
import { timeOf } from "../figures/time.ts";
import { type Row, rowAtMost } from "../report/work-report.ts";
import { createFreshStores, type FreshStores } from "../system/fresh-stores.ts";
import { planUpTo } from "../system/plan-window.ts";
import { resetPlanning } from "../system/reset-planning.ts";
import { type BenchSystem, startSystem } from "../system/start-system.ts";
import type { BenchContext, Work } from "../work.ts";

const DUE = 10_000;
const STORED = [10_000, 100_000, 1_000_000];
const ROUNDS = 5;
const MINUTES = 10;
const LEAD_MS = 3_600_000;
const IDLE_FOR_MS = 30 * 86_400_000;

interface Installation {
  stored: number;
  stores: FreshStores;
  system: BenchSystem;
  dueTimes: ReadonlyMap<string, Date>;
}

/** The same number of schedules due, with more and more others stored beside them. */
export const planStored: Work = {
  name: "plan-stored",
  title: "Planning the same with more schedules stored",
  async run(context) {
    const due = context.size ?? (context.smoke ? 200 : DUE);
    const rounds = context.rounds ?? (context.smoke ? 1 : ROUNDS);
    const sizes = context.smoke ? [due, due * 5] : STORED.map((stored) => Math.max(due, stored));
    const from = new Date(Math.ceil((Date.now() + LEAD_MS) / 60_000) * 60_000);
    const until = new Date(from.getTime() + MINUTES * 60_000);

    await using started = new AsyncDisposableStack();
    const installations: Installation[] = [];
    for (const [index, stored] of sizes.entries()) {
      context.log(`storing ${stored} schedules`);
      installations.push(await install(context, started, { due, stored, index, from }));
    }
    const measured = await measureInTurns<string, number>(
      rounds,
      Object.fromEntries(
        installations.map(({ stored, stores, system, dueTimes }) => [
          String(stored),
          async () => {
            await resetPlanning(stores, dueTimes);
            let planned = 0;
            const ms = await timeOf(async () => {
              planned = await planUpTo(system, until);
            });
            if (planned !== due) throw new Error(`${planned} of ${due} runs were planned`);
            context.log(`${stored} stored: ${Math.round(ms)} ms`);
            return ms;
          },
        ]),
      ),
    );

    const timesOf = (stored: number) => measured[String(stored)] ?? [];
    const smallest = sizes[0] ?? due;
    const rows = sizes.map((stored): Row => {
      const row = {
        what: `plan ${due.toLocaleString("en-US")} due runs, ${stored.toLocaleString("en-US")} schedules stored`,
        ours: { value: spreadOf(timesOf(stored)), unit: "ms" as const },
      };
      if (stored === smallest) return row;
      const baseline = { value: spreadOf(timesOf(smallest)), unit: "ms" as const };
      return rowAtMost(
        {
          ...row,
          baseline: { name: `with ${smallest.toLocaleString("en-US")} stored`, figure: baseline },
          ratio: ratioOf(timesOf(stored), timesOf(smallest)),
        },
        1.1,
      );
    });
    return {
      rows,
      charts: [
        {
          name: "plan-stored",
          title: `Planning ${due.toLocaleString("en-US")} due runs`,
          subtitle: "time by the number of schedules that are stored; flat is the aim",
          kind: "cost by size",
          xLabel: "schedules stored",
          yLabel: "ms (median)",
          series: [
            {
              name: "distributed-scheduler",
              isOurs: true,
              points: sizes.map((stored) => [stored, spreadOf(timesOf(stored)).median]),
            },
          ],
        },
      ],
      notes: ["One replica each; the others are due in a month and wait in the same tables."],
    };
  },
};

async function install(
  { servers, folder, profileFolder }: BenchContext,
  started: AsyncDisposableStack,
  { due, stored, index, from }: { due: number; stored: number; index: number; from: Date },
): Promise<Installation> {
  const stores = started.use(await createFreshStores({ servers, database: "aged", redisDatabase: index }));
  const scheduleAt = dailySchedules(from, MINUTES);
  const idleAt = dailySchedules(new Date(from.getTime() + IDLE_FOR_MS), 1_440);
  const ids = await seedSchedules(stores.sql, { count: due, scheduleAt });
  await seedSchedules(stores.sql, {
    count: stored - due,
    scheduleAt: (i) => ({ ...idleAt(i), name: `idle ${i}` }),
  });
  const system = started.use(
    await startSystem({ stores, replicas: 1, folder: join(folder, String(stored)), profileFolder }),
  );
  const dueTimes = new Map(ids.map((id, i) => [id, scheduleAt(i).nextDueAt]));
  return { stored, stores, system, dueTimes };
}
