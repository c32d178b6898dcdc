import type { Schedule, ScheduleDefinitionInput } from "@repo/core";

/** Carried by every sample, so that they are found again, and by people who want to be rid of them. */
export const SAMPLE_TAG = "sample";

const SECOND = 1_000;
/** The only program that the workers of `dev` may run is the first word. */
export const SAMPLE_COMMAND = ["df", "-h", "/"];
/** Long enough for the watch to have begun, on a slow machine too. */
const WELCOME_AFTER_MS = 8 * SECOND;

/** Schedules that show within seconds what a run may come to: each one is its own lesson. */
export function sampleSchedules({ echoUrl, now }: { echoUrl: string; now: Date }): ScheduleDefinitionInput[] {
  // what is missed while the machine sleeps is of no interest to anybody
  const shared = { tags: [SAMPLE_TAG], misfirePolicy: "SKIP" as const };
  return [
    {
      ...shared,
      name: "welcome",
      description: "Once, a few seconds after each start of `bun run dev`.",
      spec: { type: "once", at: new Date(now.getTime() + WELCOME_AFTER_MS) },
      target: { type: "http", url: `${echoUrl}/echo` },
      payload: { message: "welcome" },
    },
    {
      ...shared,
      name: "every-five-seconds",
      description: "A cron expression with seconds.",
      spec: { type: "cron", expression: "*/5 * * * * *" },
      target: { type: "noop" },
    },
    {
      ...shared,
      name: "http-echo",
      description: "An interval that posts its payload to the local echo service.",
      spec: { type: "interval", every: 10 * SECOND },
      target: { type: "http", url: `${echoUrl}/echo` },
      payload: { greeting: "hello from {{ schedule.name }}", dueAt: "{{ run.dueAt }}" },
    },
    {
      ...shared,
      name: "flaky-webhook",
      description: "The first attempt of each run fails, the second succeeds.",
      spec: { type: "interval", every: 20 * SECOND, anchorAt: new Date(3 * SECOND) },
      target: { type: "http", url: `${echoUrl}/flaky` },
      initialBackoff: 2 * SECOND,
    },
    {
      ...shared,
      name: "broken-webhook",
      description: "Fails for good: no attempt is left.",
      spec: { type: "cron", expression: "8,38 * * * * *" },
      target: { type: "http", url: `${echoUrl}/down` },
      maxAttempts: 2,
      initialBackoff: 2 * SECOND,
    },
    {
      ...shared,
      name: "slow-report",
      description: "Takes longer than its interval; overlap policy SKIP lets no second run start beside it.",
      spec: { type: "interval", every: 10 * SECOND, anchorAt: new Date(6 * SECOND) },
      target: { type: "http", url: `${echoUrl}/slow?seconds=12` },
      overlapPolicy: "SKIP",
    },
    {
      ...shared,
      name: "disk-space",
      description: "A command: its exit code decides, and the end of what it wrote is kept.",
      spec: { type: "interval", every: 30 * SECOND },
      target: { type: "command", argv: SAMPLE_COMMAND },
    },
    {
      ...shared,
      name: "nightly-backup",
      description: "In local time, across both changes of the clock.",
      spec: { type: "cron", expression: "30 2 * * *", timeZone: "America/New_York" },
      target: { type: "noop" },
      misfirePolicy: "FIRE_ONCE",
    },
  ];
}

/**
 * What a sample that exists should be at this start: as the user left it, except for what this start decides, which
 * is where the echo service listens and when the one-time sample is due.
 */
export function refreshSample(
  stored: Schedule["definition"],
  sample: Schedule["definition"],
): Schedule["definition"] {
  return {
    ...stored,
    target: sample.target,
    ...(sample.spec.type === "once" && { spec: sample.spec }),
  };
}
