import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { seedSchedules } from "@repo/testing";
import { measureInTurns } from "../figures/in-turns.ts";
import { ratioOf, spreadOf } from "../figures/spread.ts";
import { addRawJobs } from "../peers/raw-jobs.ts";
import { startPeer } from "../peers/start-peer.ts";
import { rowAtLeast, type UsageRow, type WorkReport } from "../report/work-report.ts";
import { type Start, waitForStarts } from "../starts/read-starts.ts";
import { createFreshStores } from "../system/fresh-stores.ts";
import { planUpTo } from "../system/plan-window.ts";
import { readUsage, usagePerMillion } from "../system/process-usage.ts";
import { startSystem } from "../system/start-system.ts";
import { waitForLedger } from "../system/wait-for-ledger.ts";
import type { BenchContext, Work } from "../work.ts";

/** Long enough for what happens once, such as the first plan of each statement, to weigh little. */
const SIZE = 40_000;
const ROUNDS = 5;
/** The first is the default of a worker. */
const CREWS: readonly Crew[] = [
  { workers: 1, inHand: 200 },
  { workers: 1, inHand: 400 },
  { workers: 2, inHand: 200 },
];
const WITHIN_MS = 180_000;

/** Workers, and how many runs each has in hand at once. */
interface Crew {
  workers: number;
  inHand: number;
}

interface Throughput {
  perSecond: number;
  usage: UsageRow[];
}

/** A backlog of runs that do nothing, worked off with the whole ledger, against bare BullMQ jobs. */
export const execute: Work = {
  name: "execute",
  title: "Executing runs that do nothing",
  async run(context) {
    const count = context.size ?? (context.smoke ? 300 : SIZE);
    const reports: WorkReport[] = [];
    for (const crew of context.smoke ? CREWS.slice(0, 1) : CREWS) {
      reports.push(await measureCrew(context, count, crew));
    }
    return {
      rows: reports.flatMap((report) => report.rows),
      usage: reports.flatMap((report) => report.usage ?? []),
      notes: [
        `A backlog of ${count.toLocaleString("en-US")} runs, the same number in hand per worker on both sides. From the first start to the last; ours reads, claims, ends and records each run in Postgres, the bare worker does nothing but take jobs.`,
      ],
    };
  },
};

async function measureCrew(context: BenchContext, count: number, crew: Crew): Promise<WorkReport> {
  const rounds = context.rounds ?? (context.smoke ? 1 : ROUNDS);
  const measured = await measureInTurns(rounds, {
    ours: (round) => workOff(context, { count, ...crew, folder: folderOf(context, "ours", crew, round) }),
    bare: (round) => workOffBare(context, { count, ...crew, folder: folderOf(context, "bare", crew, round) }),
  });
  const ours = measured.ours.map(({ perSecond }) => perSecond);
  const bare = measured.bare.map(({ perSecond }) => perSecond);
  const label = `${crew.workers === 1 ? "one worker" : `${crew.workers} workers`} with ${crew.inHand} in hand`;
  return {
    rows: [
      rowAtLeast(
        {
          what: `runs per second, ${label}`,
          ours: { value: spreadOf(ours), unit: "/s" },
          baseline: { name: "bare BullMQ", figure: { value: spreadOf(bare), unit: "/s" } },
          ratio: ratioOf(ours, bare),
        },
        0.7,
      ),
    ],
    usage: [
      { title: `Executing with ${label}`, rows: measured.ours.at(-1)?.usage ?? [] },
      { title: `The same on bare BullMQ with ${label}`, rows: measured.bare.at(-1)?.usage ?? [] },
    ],
  };
}

interface Round extends Crew {
  count: number;
  folder: string;
}

function folderOf({ folder }: BenchContext, name: string, { workers, inHand }: Crew, round: number): string {
  const own = join(folder, `${name}-${workers}-${inHand}-${round + 1}`);
  mkdirSync(own, { recursive: true });
  return own;
}

async function workOff(
  { servers, profileFolder, log }: BenchContext,
  { count, workers, inHand, folder }: Round,
): Promise<Throughput> {
  await using stores = await createFreshStores({ servers, database: "aged" });
  const dueAt = new Date(Math.floor(Date.now() / 1_000) * 1_000);
  await seedSchedules(stores.sql, {
    count,
    scheduleAt: (index) => ({ name: `once ${index}`, spec: { type: "once", at: dueAt }, nextDueAt: dueAt }),
  });
  await using system = await startSystem({ stores, replicas: 1, folder, profileFolder });
  await planUpTo(system, new Date(dueAt.getTime() + 1_000));
  const files = startsFilesOf(folder, workers);
  await Promise.all(
    files.map((startsFile) =>
      system.startWorker({ startsFile, environment: { WORKER_CONCURRENCY: String(inHand) } }),
    ),
  );
  const processes = [...servers.processes, ...system.processes()];
  const before = readUsage(processes);
  const starts = await waitForStarts(files, count, Date.now() + WITHIN_MS);
  await waitForLedger(stores.sql, { count, dueAt, withinMs: WITHIN_MS });
  const usage = usagePerMillion(before, readUsage(processes), count);
  const perSecond = perSecondOf(starts, count);
  log(`${workers} worker(s): ${Math.round(perSecond)} runs/s`);
  return { perSecond, usage };
}

async function workOffBare(
  { servers, log }: BenchContext,
  { count, workers, inHand, folder }: Round,
): Promise<Throughput> {
  await using stores = await createFreshStores({ servers, database: "empty" });
  await addRawJobs(
    stores.redisUrl,
    Array.from({ length: count }, (_, index) => ({
      name: "run",
      data: { index },
      opts: { jobId: `run-${index}`, timestamp: Date.now(), delay: 0 },
    })),
  );
  await using started = new AsyncDisposableStack();
  const files = startsFilesOf(folder, workers);
  const peers = await Promise.all(
    files.map(async (startsFile) =>
      started.use(
        await startPeer({
          peer: "bullmq-worker",
          runtime: [process.execPath],
          stores,
          count,
          inHand,
          dueAt: new Date(0),
          warmUp: { count: 0, dueAt: new Date(0) },
          startsFile,
          folder,
        }),
      ),
    ),
  );
  const processes = [
    ...servers.processes,
    ...peers.map(({ process }, index) => ({ name: `bare worker ${index + 1}`, pid: process.pid })),
  ];
  const before = readUsage(processes);
  const starts = await waitForStarts(files, count, Date.now() + WITHIN_MS);
  const usage = usagePerMillion(before, readUsage(processes), count);
  const perSecond = perSecondOf(starts, count);
  log(`${workers} bare worker(s): ${Math.round(perSecond)} jobs/s`);
  return { perSecond, usage };
}

function startsFilesOf(folder: string, workers: number): string[] {
  return Array.from({ length: workers }, (_, index) => join(folder, `starts-${index + 1}`));
}

/** @throws when some never began: a rate of the rest would flatter */
function perSecondOf(starts: readonly Start[], count: number): number {
  if (starts.length < count) throw new Error(`only ${starts.length} of ${count} began`);
  let first = Number.POSITIVE_INFINITY;
  let last = 0;
  for (const { startedAt } of starts) {
    first = Math.min(first, startedAt);
    last = Math.max(last, startedAt);
  }
  return count / ((last - first) / 1_000);
}
