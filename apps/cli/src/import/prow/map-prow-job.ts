import { hashFraction, ScheduleDefinition, type ScheduleDefinitionInput, violationsOf } from "@repo/core";
import { parseGoDuration } from "./go-duration.ts";
import { ProwJob } from "./prow-job.ts";

/** Carried by every imported schedule, so that the next import finds it. */
export const PROW_TAG = "prow";

const DAY_MS = 86_400_000;
/** The longest attempt there may be, which is also how long Prow lets a job run that names no timeout. */
const MAX_TIMEOUT_MS = DAY_MS;
const MAX_TAGS = 20;
const MAX_TAG_LENGTH = 64;

/** A job as a schedule, or why it cannot be one. */
export type MappedJob =
  | {
      name: string;
      definition: ScheduleDefinition;
      /** What is not quite as it is in Prow. */
      notes: string[];
    }
  | { name: string; refusal: string };

/** Maps one entry of Prow's list of periodic jobs. @param entry as it stands in the file */
export function mapProwJob(entry: unknown): MappedJob {
  const parsed = ProwJob.safeParse(entry);
  if (!parsed.success) return { name: nameOf(entry), refusal: describeIssues(parsed.error) };
  const job = parsed.data;
  const notes: string[] = [];
  const spec = specOf(job, notes);
  if (typeof spec === "string") return { name: job.name, refusal: spec };
  const attemptTimeout = timeoutOf(job, notes);
  if (typeof attemptTimeout === "string") return { name: job.name, refusal: attemptTimeout };
  noteIgnoredKeys(job, notes);

  const definition = ScheduleDefinition.safeParse({
    name: job.name,
    description: `Imported from Prow${job.group === undefined ? "" : `, ${job.group}`}.`,
    tags: tagsOf(job, notes),
    spec,
    target: { type: "noop" },
    attemptTimeout,
    // whatever max_concurrency is, Prow starts no run of a periodic job before the one before has ended
    overlapPolicy: "SKIP",
    // nor does it repeat one that has failed
    maxAttempts: 1,
  } satisfies ScheduleDefinitionInput);
  if (!definition.success) return { name: job.name, refusal: describeIssues(definition.error) };
  return { name: job.name, definition: definition.data, notes };
}

function specOf(job: ProwJob, notes: string[]): ScheduleDefinitionInput["spec"] | string {
  const given = (["cron", "interval", "minimum_interval"] as const).filter((key) => job[key] !== undefined);
  const [kind] = given;
  if (kind === undefined) return "has neither cron nor interval nor minimum_interval";
  if (given.length > 1) return `has ${given.join(" and ")}; keep one of them`;

  const text = job[kind] ?? "";
  if (kind === "cron") return { type: "cron", expression: text, timeZone: "UTC" };
  const every = parseGoDuration(text);
  if (every === undefined) return `${kind} "${text}" is not a duration such as 90m or 1h30m`;
  if (kind === "minimum_interval") {
    notes.push(
      "minimum_interval, which Prow counts from the end of a run, became an interval between due times; " +
        "overlap policy SKIP leaves one out while a run is still active",
    );
  }
  return { type: "interval", every, anchorAt: anchorOf(job.name, every) };
}

/**
 * Prow counts from the last run, so that its jobs are spread by chance. Here all of one interval would be due at the
 * same instant: each gets a phase of its own, always the same for the same name.
 */
function anchorOf(name: string, every: number): Date {
  return new Date(Math.floor((hashFraction(name) * every) / 1_000) * 1_000);
}

function timeoutOf({ timeout }: ProwJob, notes: string[]): number | string {
  if (timeout === undefined) return MAX_TIMEOUT_MS;
  const timeoutMs = parseGoDuration(timeout);
  if (timeoutMs === undefined) return `timeout "${timeout}" is not a duration such as 90m or 1h30m`;
  if (timeoutMs <= MAX_TIMEOUT_MS) return timeoutMs;
  notes.push("timeout was cut to 24h, the longest an attempt may take");
  return MAX_TIMEOUT_MS;
}

function tagsOf({ group, dashboards = "" }: ProwJob, notes: string[]): string[] {
  const named = [group ?? "", ...dashboards.split(",")].map((tag) => tag.trim()).filter((tag) => tag !== "");
  const tags = [...new Set([PROW_TAG, ...named])];
  const kept = tags.filter((tag) => tag.length <= MAX_TAG_LENGTH).slice(0, MAX_TAGS);
  if (kept.length < tags.length) {
    notes.push(`tags were left out: at most ${MAX_TAGS}, of at most ${MAX_TAG_LENGTH} characters`);
  }
  return kept;
}

function noteIgnoredKeys(job: ProwJob, notes: string[]): void {
  for (const key of Object.keys(job).filter((name) => !(name in ProwJob.shape))) {
    notes.push(`${key} has no counterpart and was left out`);
  }
}

function nameOf(entry: unknown): string {
  const name = typeof entry === "object" && entry !== null && "name" in entry ? entry.name : undefined;
  return typeof name === "string" && name !== "" ? name : "(without a name)";
}

function describeIssues(error: Parameters<typeof violationsOf>[0]): string {
  return violationsOf(error)
    .map(({ field, message }) => (field === "" ? message : `${field}: ${message}`))
    .join("; ");
}
