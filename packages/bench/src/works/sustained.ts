import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { seedSchedules } from "@repo/testing";
import type { Pool } from "pg";
import { quantileOf, type Spread, spreadOf } from "../figures/spread.ts";
import { formatBytes } from "../report/format-figure.ts";
import type { Chart, Row, UsageRow } from "../report/work-report.ts";
import { readStarts, type Start, type StartSummary, summariseStarts } from "../starts/read-starts.ts";
import { startHttpTarget } from "../starts/start-http-target.ts";
import { createFreshStores } from "../system/fresh-stores.ts";
import { type NamedProcess, readUsage, usagePerMillion } from "../system/process-usage.ts";
import { startSystem } from "../system/start-system.ts";
import type { Work } from "../work.ts";

const SCHEDULES = 4_000;
const EVERY_MS = 5_000;
const LENGTH_MS = 300_000;
const SMOKE = { schedules: 50, lengthMs: 5_000, leadMs: 4_000 };
/** For the first window to be planned. */
const LEAD_MS = 30_000;
const DRAIN_MS = 30_000;
const MAX_P99_MS = 1_000;
const MEGABYTE = 1_048_576;

interface Sample {
  atMs: number;
  backlog: number;
  usage: UsageRow[];
}

/** Schedules that fire every five seconds for minutes on end, half of them by HTTP. */
export const sustained: Work = {
  name: "sustained",
  title: "A steady load",
  async run(context) {
    const { servers, folder, smoke, profileFolder, log } = context;
    const count = context.size ?? (smoke ? SMOKE.schedules : SCHEDULES);
    const lengthMs = smoke ? SMOKE.lengthMs : LENGTH_MS;
    const files = { noop: [join(folder, "noop-1"), join(folder, "noop-2")], http: join(folder, "http") };
    await using target = await startHttpTarget(files.http);
    await using stores = await createFreshStores({ servers, database: "aged" });
    await using system = await startSystem({ stores, replicas: 2, folder, profileFolder });
    const startsAt = Math.ceil((Date.now() + (smoke ? SMOKE.leadMs : LEAD_MS)) / 1_000) * 1_000;
    const endsAt = startsAt + lengthMs;
    const half = Math.floor(count / 2);
    for (const [kind, share, definition] of [
      ["noop", count - half, {}],
      ["http", half, { target: { type: "http" as const, url: target.url } }],
    ] as const) {
      await seedSchedules(stores.sql, {
        count: share,
        definition,
        // due times are whole seconds: a fifth of the schedules is due each second
        scheduleAt: (index) => {
          const anchorAt = new Date(startsAt + (index % (EVERY_MS / 1_000)) * 1_000);
          return {
            name: `${kind} ${index}`,
            spec: { type: "interval", every: EVERY_MS, anchorAt },
            nextDueAt: anchorAt,
          };
        },
      });
    }
    await Promise.all(files.noop.map((startsFile) => system.startWorker({ startsFile })));
    await system.startMaster({ every: "30s", environment: { PLAN_WINDOW: "2m", PLAN_CHUNK: "10s" } });
    if (Date.now() > startsAt) throw new Error("the first window was not planned in time");

    const processes = [...servers.processes, ...system.processes()];
    const runs = (count * lengthMs) / EVERY_MS;
    log(`${runs} runs in ${lengthMs / 1_000} s`);
    const samples = await sampleUntil(stores.sql, processes, { startsAt, endsAt, runs });
    const all = [...files.noop, files.http];
    const starts = await collectStarts(all, { startsAt, endsAt, runs });
    const summary = summariseStarts(starts, runs);
    return {
      rows: rowsOf(summary, samples, lengthMs),
      usage: [{ title: "Over the whole time", rows: samples.at(-1)?.usage ?? [] }],
      charts: [drawLateness(count, starts, startsAt)],
      notes: [
        `${count.toLocaleString("en-US")} schedules every 5 s for ${lengthMs / 1_000} s, half no-op, half HTTP, lateness noted by the targets. Two replicas, two workers, a master that plans two minutes ahead every 30 s.`,
        `${summary.missing} missing, ${summary.duplicated} duplicated, ${summary.early} early of ${runs.toLocaleString("en-US")} runs.`,
        memoryNote(samples),
      ],
    };
  },
};

interface Period {
  startsAt: number;
  endsAt: number;
  runs: number;
}

async function sampleUntil(
  sql: Pool,
  processes: readonly NamedProcess[],
  { startsAt, endsAt, runs }: Period,
): Promise<Sample[]> {
  await sleep(startsAt - Date.now());
  const before = readUsage(processes);
  const samples: Sample[] = [];
  while (Date.now() < endsAt) {
    await sleep(Math.min(EVERY_MS, endsAt - Date.now()));
    const { rows } = await sql.query<{ backlog: string }>(
      "SELECT count(*) AS backlog FROM runs WHERE state = 'QUEUED' AND available_at < now()",
    );
    samples.push({
      atMs: Date.now() - startsAt,
      backlog: Number(rows[0]?.backlog),
      usage: usagePerMillion(before, readUsage(processes), runs),
    });
  }
  return samples;
}

async function collectStarts(files: readonly string[], { startsAt, endsAt, runs }: Period): Promise<Start[]> {
  for (;;) {
    const starts = files.flatMap(readStarts).filter(({ fireAt }) => fireAt >= startsAt && fireAt < endsAt);
    if (starts.length >= runs || Date.now() > endsAt + DRAIN_MS) return starts;
    await sleep(1_000);
  }
}

function rowsOf(summary: StartSummary, samples: readonly Sample[], lengthMs: number): Row[] {
  const once = (value: number): Spread => spreadOf([value]);
  const begun = summary.expected - summary.missing;
  return [
    { what: "runs begun per second", ours: { value: once((begun / lengthMs) * 1_000), unit: "/s" } },
    { what: "lateness p50", ours: { value: once(summary.p50), unit: "ms" } },
    {
      what: "lateness p99",
      ours: { value: once(summary.p99), unit: "ms" },
      toReach: `< ${MAX_P99_MS.toLocaleString("en-US")} ms`,
      reached: summary.p99 < MAX_P99_MS,
    },
    { what: "lateness max", ours: { value: once(summary.max), unit: "ms" } },
    {
      what: "runs waiting past their time, looked at every 5 s",
      ours: { value: spreadOf(samples.map(({ backlog }) => backlog)), unit: "" },
    },
  ];
}

/** Whether memory grows: the middle of the run against its end. */
function memoryNote(samples: readonly Sample[]): string {
  const middle = samples[Math.floor(samples.length / 2)]?.usage ?? [];
  const end = samples.at(-1)?.usage ?? [];
  const growth = end.map(({ process, memoryBytes }) => {
    const earlier = middle.find((row) => row.process === process)?.memoryBytes ?? memoryBytes;
    const change = Math.round((memoryBytes - earlier) / MEGABYTE);
    return `${process} ${formatBytes(memoryBytes)} (${change >= 0 ? "+" : ""}${change} MB)`;
  });
  return `Memory at the end and its change since half-time: ${growth.join(", ")}.`;
}

function drawLateness(count: number, starts: readonly Start[], startsAt: number): Chart {
  const slices = Map.groupBy(starts, ({ fireAt }) => Math.floor((fireAt - startsAt) / EVERY_MS));
  const curve = (share: number) =>
    [...slices]
      .sort(([a], [b]) => a - b)
      .map(([slice, own]): [number, number] => {
        const lateness = own.map((start) => start.startedAt - start.fireAt).sort((a, b) => a - b);
        return [(slice * EVERY_MS) / 1_000, quantileOf(lateness, share)];
      });
  return {
    name: "sustained",
    title: `${count.toLocaleString("en-US")} schedules every 5 seconds`,
    subtitle: "lateness of the runs of each five seconds, half of them HTTP calls",
    kind: "over time",
    xLabel: "seconds",
    yLabel: "ms late",
    series: [
      { name: "p99", isOurs: true, points: curve(0.99) },
      { name: "p50", isOurs: false, points: curve(0.5) },
    ],
  };
}
