import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { dailySchedules, seedSchedules } from "@repo/testing";
import { startWatchers } from "../clients/start-watchers.ts";
import { measureInTurns } from "../figures/in-turns.ts";
import { quantileOf, ratioOf, spreadOf } from "../figures/spread.ts";
import { timeOf } from "../figures/time.ts";
import { rowAtMost, type WorkReport } from "../report/work-report.ts";
import { createFreshStores, type FreshStores } from "../system/fresh-stores.ts";
import { type NamedProcess, readUsage } from "../system/process-usage.ts";
import { type BenchSystem, startSystem } from "../system/start-system.ts";
import type { Work } from "../work.ts";
import { publishSteadily } from "./watch/publish-events.ts";
import { stallWatcher } from "./watch/stall-watcher.ts";

const WATCHERS = 50;
const EVENTS_PER_SECOND = 1_000;
const LENGTH_MS = 10_000;
const ROUNDS = 5;
const CALL_PAUSE_MS = 5;

interface Measured {
  p99: number;
  /** Share of the events that reached the watchers. */
  heard: number;
  /** CPU seconds of the replica for each second. */
  cpu: number;
}

/** Watchers of all runs, and what the other callers of the same replica notice of them. */
export const watch: Work = {
  name: "watch",
  title: "Watching runs",
  async run({ servers, folder, smoke, size, rounds, profileFolder, log }) {
    const many = size ?? (smoke ? 5 : WATCHERS);
    const lengthMs = smoke ? 1_500 : LENGTH_MS;
    await using stores = await createFreshStores({ servers, database: "aged" });
    const [id = ""] = await seedSchedules(stores.sql, {
      count: 1,
      scheduleAt: dailySchedules(new Date(Math.ceil(Date.now() / 86_400_000 + 1) * 86_400_000), 1),
    });
    await using system = await startSystem({
      stores,
      replicas: 1,
      folder: join(folder, "watch"),
      profileFolder,
    });
    const measure = async (watchers: number): Promise<Measured> => {
      const measured = await measureWatchers({ stores, system, id }, watchers, lengthMs);
      log(
        `${watchers} watchers: p99 ${measured.p99.toFixed(1)} ms, ${(measured.heard * 100).toFixed(0)} % heard`,
      );
      return measured;
    };
    const measured = await measureInTurns(rounds ?? (smoke ? 1 : ROUNDS), {
      one: () => measure(1),
      many: () => measure(many),
    });
    const p99 = {
      one: measured.one.map((round) => round.p99),
      many: measured.many.map((round) => round.p99),
    };
    const cpu = {
      one: measured.one.map((round) => round.cpu),
      many: measured.many.map((round) => round.cpu),
    };
    const heard = spreadOf(measured.many.map((round) => round.heard * 100));
    const report: WorkReport = {
      rows: [
        rowAtMost(
          {
            what: `p99 of GetSchedule beside ${many} watchers`,
            ours: { value: spreadOf(p99.many), unit: "ms" },
            baseline: { name: "beside one watcher", figure: { value: spreadOf(p99.one), unit: "ms" } },
            ratio: ratioOf(p99.many, p99.one),
          },
          1.5,
        ),
        {
          what: "CPU seconds of the replica per second",
          ours: { value: spreadOf(cpu.many), unit: "" },
          baseline: { name: "with one watcher", figure: { value: spreadOf(cpu.one), unit: "" } },
          ratio: ratioOf(cpu.many, cpu.one),
        },
      ],
      notes: [
        `${EVENTS_PER_SECOND.toLocaleString("en-US")} events a second to every watcher, ${lengthMs / 1_000} s a round; ${heard.median.toFixed(1)} % (${heard.low.toFixed(1)}–${heard.high.toFixed(1)}) of them were heard when the round ended.`,
        `A watcher that stopped reading: ${await stallWatcher(stores, system)}.`,
      ],
    };
    return report;
  },
};

async function measureWatchers(
  { stores, system, id }: { stores: FreshStores; system: BenchSystem; id: string },
  count: number,
  lengthMs: number,
): Promise<Measured> {
  const watchers = await startWatchers(system, count);
  const processes: NamedProcess[] = system.processes();
  const before = readUsage(processes);
  const untilMs = Date.now() + lengthMs;
  const [published, p99] = await Promise.all([
    publishSteadily(stores.redis, { perSecond: EVENTS_PER_SECOND, untilMs }),
    callUntil(() => system.schedules.getSchedule({ id }), untilMs),
  ]);
  const cpuSeconds = [...readUsage(processes)].reduce(
    (sum, [name, usage]) => sum + usage.cpuSeconds - (before.get(name)?.cpuSeconds ?? 0),
    0,
  );
  const heard = await watchers.stop();
  return { p99, heard: heard / (published * count), cpu: cpuSeconds / (lengthMs / 1_000) };
}

async function callUntil(call: () => Promise<unknown>, untilMs: number): Promise<number> {
  const times: number[] = [];
  while (Date.now() < untilMs) {
    times.push(await timeOf(call));
    await sleep(CALL_PAUSE_MS);
  }
  return quantileOf(
    times.sort((a, b) => a - b),
    0.99,
  );
}
