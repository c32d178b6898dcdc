import { Target } from "@repo/core";
import { anchorOf, type Box, drawBox } from "./box.ts";
import { type Connector, drawConnector } from "./connector.ts";
import { drawFrame } from "./frame.ts";
import { drawLegend } from "./legend.ts";
import type { Picture } from "./picture.ts";

const WIDTH = 900;
const HEIGHT = 612;
const COLUMNS = [34, 336, 680] as const;
const ROWS = [68, 208, 404] as const;
const BOX = { width: 200, height: 76 } as const;
const STORE = { width: 200, height: 124 } as const;

const parts = {
  master: {
    ...BOX,
    x: COLUMNS[0],
    y: ROWS[0],
    title: "master-cron-job",
    lines: ["cuts the plan window", "into chunks, then exits"],
    icon: "calendar-clock",
    tone: "call",
  },
  planner: {
    ...BOX,
    width: 232,
    x: COLUMNS[1],
    y: ROWS[0],
    title: "schedule-microservice",
    lines: ["N replicas behind a", "headless Service"],
    icon: "calendar-range",
    tone: "call",
    copies: true,
  },
  cli: {
    ...BOX,
    x: COLUMNS[2],
    y: ROWS[0],
    title: "apps/cli",
    lines: ["schedules, runs,", "live events"],
    icon: "terminal",
    tone: "call",
  },
  postgres: {
    ...STORE,
    x: COLUMNS[0],
    y: ROWS[1],
    title: "Postgres",
    lines: ["the truth: schedules,", "cursors, runs,", "attempts, leases"],
    icon: "postgres",
    tone: "data",
  },
  redis: {
    ...STORE,
    x: COLUMNS[2],
    y: ROWS[1],
    title: "Redis",
    lines: ["delivers: BullMQ jobs,", "pub/sub. Rebuilt from", "Postgres when lost"],
    icon: "redis",
    tone: "job",
  },
  users: {
    ...BOX,
    x: COLUMNS[0],
    y: ROWS[2],
    title: "user-microservice",
    lines: ["users, sessions, tokens,", "secrets, audit log"],
    icon: "key",
    tone: "call",
  },
  worker: {
    ...BOX,
    width: 232,
    x: COLUMNS[1],
    y: ROWS[2],
    title: "worker",
    lines: ["N pods, each claims", "a run, then calls out"],
    icon: "cog",
    tone: "call",
    copies: true,
  },
  targets: {
    ...BOX,
    x: COLUMNS[2],
    y: ROWS[2],
    title: "targets",
    lines: inPairs(Target.options.map((target) => target.shape.type.value)),
    icon: "target",
    tone: "neutral",
  },
} as const satisfies Record<string, Box>;

const { master, planner, cli, postgres, redis, users, worker, targets } = parts;

const connectors: readonly Connector[] = [
  {
    from: anchorOf(master, "right"),
    to: anchorOf(planner, "left"),
    tone: "call",
    above: ["PlanChunk"],
    below: ["round robin"],
    shift: 4,
  },
  {
    from: anchorOf(cli, "left", -14),
    to: anchorOf(planner, "right", -14),
    tone: "call",
    above: ["requests"],
  },
  {
    from: anchorOf(planner, "right", 14),
    to: anchorOf(cli, "left", 14),
    tone: "event",
    dashed: true,
    below: ["WatchRuns"],
  },
  {
    from: anchorOf(planner, "bottom", -48),
    to: anchorOf(postgres, "right", -26),
    tone: "data",
    above: ["run rows + cursor"],
    below: ["in one transaction"],
  },
  {
    from: anchorOf(planner, "bottom", 8),
    to: anchorOf(redis, "left", -16),
    tone: "job",
    above: ["delayed jobs"],
    shift: 24,
  },
  {
    from: anchorOf(redis, "left", -46),
    to: anchorOf(planner, "bottom", 48),
    tone: "event",
    dashed: true,
    above: ["run events"],
  },
  {
    from: anchorOf(redis, "left", 16),
    to: anchorOf(worker, "top", 8),
    tone: "job",
    above: ["jobs that are due"],
    shift: 24,
  },
  {
    from: anchorOf(worker, "top", 48),
    to: anchorOf(redis, "left", 46),
    tone: "event",
    dashed: true,
    above: ["run events"],
  },
  {
    from: anchorOf(worker, "top", -48),
    to: anchorOf(postgres, "right", 26),
    tone: "data",
    above: ["claim, outcome"],
    below: ["compare and set"],
  },
  { from: anchorOf(users, "top"), to: anchorOf(postgres, "bottom"), tone: "data" },
  { from: anchorOf(worker, "right"), to: anchorOf(targets, "left"), tone: "neutral", above: ["attempt"] },
];

export const architecture: Picture = {
  name: "architecture",
  title: "Architecture",
  description:
    "A Kubernetes CronJob starts the master-cron-job, which sends chunks of the plan window by gRPC to the replicas of the " +
    "schedule-microservice. They write runs and cursors to Postgres in one transaction and put delayed jobs into Redis. " +
    "Workers take the jobs that are due, claim the run in Postgres, call the target and record the outcome. " +
    "The user-microservice keeps users, sessions, tokens and secrets in Postgres. " +
    "Run events go through Redis to the replicas, and on to the CLI as a stream.",
  width: WIDTH,
  height: HEIGHT,
  marks: [
    drawFrame({
      x: 20,
      y: 22,
      width: 228,
      height: 136,
      title: "Kubernetes CronJob",
      icon: "kubernetes",
      tone: "data",
    }),
    ...connectors.map(drawConnector),
    ...Object.values(parts).map(drawBox),
    drawLegend(COLUMNS[0], 508, [
      { tone: "call", text: "gRPC call" },
      { tone: "data", text: "SQL" },
      { tone: "job", text: "BullMQ job" },
      { tone: "event", text: "event: pub/sub, gRPC stream", dashed: true },
    ]),
  ],
};

/** Two on each line, a long word beside a short one. */
function inPairs(words: readonly string[]): string[] {
  const byLength = words.toSorted((one, other) => other.length - one.length);
  const long = byLength.slice(0, Math.ceil(words.length / 2));
  const short = byLength.slice(long.length).reverse();
  return long
    .map((word, index) => [word, short[index]].filter(Boolean).join(", "))
    .map((line, index) => (index < long.length - 1 ? `${line},` : line));
}
