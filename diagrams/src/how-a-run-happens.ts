import type { Picture } from "./picture.ts";
import { drawSequence, type Lane, type Phase } from "./sequence.ts";

const lanes = {
  cli: { title: ["apps/cli"], icon: "terminal", tone: "call" },
  master: { title: ["master-", "cron-job"], icon: "calendar-clock", tone: "call" },
  replica: { title: ["schedule-", "microservice"], icon: "calendar-range", tone: "call" },
  postgres: { title: ["Postgres"], icon: "postgres", tone: "data" },
  redis: { title: ["Redis"], icon: "redis", tone: "job" },
  worker: { title: ["worker"], icon: "cog", tone: "call" },
  target: { title: ["target"], icon: "target", tone: "neutral" },
} as const satisfies Record<string, Lane>;

const phases: readonly Phase<keyof typeof lanes>[] = [
  {
    title: "Plan: at least two CronJob periods ahead",
    messages: [
      { from: "master", to: "replica", tone: "call", above: ["PlanChunk"], below: ["shards, until"] },
      {
        from: "replica",
        to: "postgres",
        tone: "data",
        above: ["one transaction:"],
        below: ["runs + cursor"],
      },
      { from: "postgres", to: "replica", tone: "data", dashed: true, above: ["committed"] },
      { from: "replica", to: "redis", tone: "job", above: ["delayed jobs, those of one instant together"] },
      { from: "replica", to: "postgres", tone: "data", above: ["mark QUEUED"] },
      { from: "replica", to: "master", tone: "call", dashed: true, above: ["runs planned"] },
    ],
  },
  {
    title: "Run: when its time has come",
    messages: [
      { from: "redis", to: "worker", tone: "job", above: ["jobs are due"] },
      {
        from: "worker",
        to: "postgres",
        tone: "data",
        above: ["claim: compare and set to RUNNING"],
        below: ["attempt number = fencing token"],
      },
      {
        from: "worker",
        to: "target",
        tone: "neutral",
        above: ["call: run id,"],
        below: ["due time, attempt"],
      },
      { from: "target", to: "worker", tone: "neutral", dashed: true, above: ["result"] },
      {
        from: "worker",
        to: "postgres",
        tone: "data",
        above: ["finish: SUCCEEDED + attempt row"],
        below: ["only by the attempt's holder"],
      },
    ],
  },
  {
    title: "Follow: whoever watches hears of it",
    messages: [
      { from: "worker", to: "redis", tone: "event", dashed: true, above: ["publish event"] },
      { from: "redis", to: "replica", tone: "event", dashed: true, above: ["pub/sub"] },
      { from: "replica", to: "cli", tone: "event", dashed: true, above: ["WatchRuns stream"] },
    ],
  },
];

export const howARunHappens: Picture = {
  name: "how-a-run-happens",
  title: "How a run happens",
  description:
    "The master asks a replica to plan a chunk. The replica inserts the runs and advances the cursor in one transaction, " +
    "enqueues delayed jobs after the commit and marks the runs QUEUED. When a job is due, a worker claims the run in " +
    "Postgres, calls the target and records the outcome. The event goes through Redis and a replica to whoever watches.",
  ...drawSequence(lanes, phases),
};
