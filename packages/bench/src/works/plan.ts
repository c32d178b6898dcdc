import { join } from "node:path";
import { dailySchedules, seedSchedules } from "@repo/testing";
import { measureInTurns } from "../figures/in-turns.ts";
import { ratioOf, spreadOf } from "../figures/spread.ts";
import { timeOf } from "../figures/time.ts";
import { insertRunRows, type RawRun } from "../peers/insert-run-rows.ts";
import { addRawJobs, rawJobOf } from "../peers/raw-jobs.ts";
import { rowAtMost } from "../report/work-report.ts";
import { ensurePartitions } from "../system/ensure-partitions.ts";
import { createFreshStores } from "../system/fresh-stores.ts";
import { planUpTo } from "../system/plan-window.ts";
import { readUsage, usagePerMillion } from "../system/process-usage.ts";
import { emptyQueues, resetPlanning } from "../system/reset-planning.ts";
import { startSystem } from "../system/start-system.ts";
import type { Work } from "../work.ts";

const SIZE = 100_000;
const ROUNDS = 5;
const REPLICAS = 2;
const MINUTES = 10;
/** Far enough ahead that nothing fires and nothing is planned before it is asked for. */
const LEAD_MS = 3_600_000;

/** Planning by PlanChunk calls, against writing the same rows and jobs with nothing around them. */
export const plan: Work = {
  name: "plan",
  title: "Planning against its floor",
  async run(context) {
    const { servers, smoke, log, profileFolder } = context;
    const size = context.size ?? (smoke ? 1_000 : SIZE);
    const rounds = context.rounds ?? (smoke ? 1 : ROUNDS);
    await using stores = await createFreshStores({ servers, database: "aged" });
    const from = new Date(Math.ceil((Date.now() + LEAD_MS) / 60_000) * 60_000);
    const until = new Date(from.getTime() + MINUTES * 60_000);
    log(`storing ${size} schedules`);
    const scheduleAt = dailySchedules(from, MINUTES);
    const ids = await seedSchedules(stores.sql, { count: size, scheduleAt });
    const dueTimes = new Map(ids.map((id, index) => [id, scheduleAt(index).nextDueAt]));
    const rows: RawRun[] = [...dueTimes].map(([scheduleId, dueAt]) => ({ scheduleId, dueAt }));
    await ensurePartitions(stores.databaseUrl, from, until);
    await using system = await startSystem({
      stores,
      replicas: REPLICAS,
      folder: join(context.folder, "plan"),
      profileFolder,
    });
    const processes = [...servers.processes, ...system.processes()];
    const usage: ReturnType<typeof usagePerMillion>[] = [];

    const measured = await measureInTurns(rounds, {
      ours: async (round) => {
        await resetPlanning(stores, dueTimes);
        const before = readUsage(processes);
        let planned = 0;
        const ms = await timeOf(async () => {
          planned = await planUpTo(system, until);
        });
        usage.push(usagePerMillion(before, readUsage(processes), size));
        if (planned !== size) throw new Error(`${planned} of ${size} runs were planned`);
        log(`round ${round + 1}: planned in ${Math.round(ms)} ms`);
        return { rows: ms, jobs: 0 };
      },
      floor: async (round) => {
        await resetPlanning(stores, new Map());
        const rowsMs = await timeOf(() => insertRunRows(stores.sql, rows));
        await emptyQueues(stores);
        const jobsMs = await timeOf(() => addRawJobs(stores.redisUrl, rows.map(rawJobOf)));
        log(`round ${round + 1}: floor ${Math.round(rowsMs)} ms for rows, ${Math.round(jobsMs)} ms for jobs`);
        return { rows: rowsMs, jobs: jobsMs };
      },
    });

    const ours = measured.ours.map((ms) => ms.rows);
    const floor = measured.floor.map((ms) => ms.rows + ms.jobs);
    return {
      rows: [
        rowAtMost(
          {
            what: `plan ${size.toLocaleString("en-US")} runs`,
            ours: { value: spreadOf(ours), unit: "ms" },
            baseline: { name: "bulk insert + `addBulk`", figure: { value: spreadOf(floor), unit: "ms" } },
            ratio: ratioOf(ours, floor),
          },
          1.5,
        ),
        {
          what: "runs planned per second",
          ours: { value: spreadOf(ours.map((ms) => (size / ms) * 1_000)), unit: "/s" },
          baseline: {
            name: "floor",
            figure: { value: spreadOf(floor.map((ms) => (size / ms) * 1_000)), unit: "/s" },
          },
        },
      ],
      usage: [{ title: `Planning with ${REPLICAS} replicas`, rows: usage.at(-1) ?? [] }],
      notes: [
        `${REPLICAS} replicas, 8 lanes, 4 PlanChunk calls at once, daily cron schedules in five zones with one due time each.`,
        `The floor writes the same rows in statements of 2,000 and the same jobs in batches of 500, one after the other: rows ${Math.round(spreadOf(measured.floor.map((ms) => ms.rows)).median)} ms, jobs ${Math.round(spreadOf(measured.floor.map((ms) => ms.jobs)).median)} ms.`,
      ],
    };
  },
};
