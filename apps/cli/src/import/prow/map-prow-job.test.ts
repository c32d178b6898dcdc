import { expect, test } from "bun:test";
import type { ScheduleDefinition } from "@repo/core";
import periodics from "../../../test/fixtures/prow-periodics.json";
import { mapProwJob } from "./map-prow-job.ts";

const HOUR_MS = 3_600_000;
const aJob = { name: "a-job", cron: "0 6,18 * * *" };

function definitionOf(entry: unknown): ScheduleDefinition {
  const mapped = mapProwJob(entry);
  if ("refusal" in mapped) throw new Error(mapped.refusal);
  return mapped.definition;
}

function notesOf(entry: unknown): string {
  const mapped = mapProwJob(entry);
  return "notes" in mapped ? mapped.notes.join("\n") : "";
}

test.each<[string, object, Partial<ScheduleDefinition>]>([
  ["a cron job is read in UTC", {}, { spec: { type: "cron", expression: "0 6,18 * * *", timeZone: "UTC" } }],
  ["a timeout bounds the attempt", { timeout: "1h20m0s" }, { attemptTimeout: 4_800_000 }],
  ["without a timeout an attempt may take Prow's 24 h", {}, { attemptTimeout: 24 * HOUR_MS }],
  ["a timeout of more than a day is cut", { timeout: "36h" }, { attemptTimeout: 24 * HOUR_MS }],
  [
    "group and dashboards become tags, each once",
    { group: "kubernetes/kops", dashboards: "kops-latest, sig-node ,kops-latest" },
    { tags: ["prow", "kubernetes/kops", "kops-latest", "sig-node"] },
  ],
  [
    "a tag that is too long is left out",
    { dashboards: `${"x".repeat(65)},short` },
    { tags: ["prow", "short"] },
  ],
  ["runs never overlap, as in Prow", {}, { overlapPolicy: "SKIP" }],
  ["neither do they with maxConcurrency 1", { maxConcurrency: 1 }, { overlapPolicy: "SKIP" }],
  ["a failed run is not repeated, as in Prow", {}, { maxAttempts: 1 }],
  ["the target does nothing", {}, { target: { type: "noop" } }],
])("%s", (_, fields, expected) => {
  expect(definitionOf({ ...aJob, ...fields })).toMatchObject(expected);
});

test.each([
  ["interval", "12h", 12 * HOUR_MS],
  ["interval", "4h30m", 4.5 * HOUR_MS],
  ["minimum_interval", "72h", 72 * HOUR_MS],
])("%s %s is an interval with a phase of its own", (key, text, every) => {
  const { spec } = definitionOf({ name: "a-job", [key]: text });
  const other = definitionOf({ name: "another-job", [key]: text }).spec;
  if (spec.type !== "interval" || other.type !== "interval") throw new Error("must be intervals");
  expect(spec.every).toBe(every);
  expect(definitionOf({ name: "a-job", [key]: text }).spec).toEqual(spec);
  expect(spec.anchorAt).not.toEqual(other.anchorAt);
  expect(spec.anchorAt?.getTime()).toBeLessThan(every);
});

test.each([
  ["minimum_interval is explained", { name: "a", minimum_interval: "24h" }, "counts from the end of a run"],
  ["a cut timeout is said", { ...aJob, timeout: "36h" }, "cut to 24h"],
  ["dropped tags are said", { ...aJob, dashboards: "x".repeat(65) }, "tags were left out"],
  ["an unknown key is said", { ...aJob, cluster: "eks" }, "cluster has no counterpart"],
  ["a plain job needs no note", { ...aJob, group: "g" }, ""],
])("%s", (_, entry, note) => {
  expect(notesOf(entry)).toContain(note);
  if (note === "") expect(notesOf(entry)).toBe("");
});

test.each<[string, unknown, string]>([
  ["no text at all", 7, "expected object"],
  ["no name", { cron: "* * * * *" }, "name: "],
  ["nothing that says when", { name: "a" }, "has neither cron nor interval nor minimum_interval"],
  ["two that say when", { ...aJob, interval: "1h" }, "has cron and interval; keep one of them"],
  ["an unreadable interval", { name: "a", interval: "daily" }, 'interval "daily" is not a duration'],
  ["an interval below a second", { name: "a", interval: "10ms" }, "spec.every: "],
  ["an unreadable timeout", { ...aJob, timeout: "soon" }, 'timeout "soon" is not a duration'],
  ["a cron expression of four fields", { name: "a", cron: "0 6 * *" }, "spec.expression: has 4 fields"],
  ["a cron expression that is never due", { name: "a", cron: "0 0 31 2 *" }, "spec.expression: is never due"],
])("refused: %s", (_, entry, reason) => {
  const mapped = mapProwJob(entry);
  expect("refusal" in mapped && mapped.refusal).toContain(reason);
});

test("every form that occurs in Prow's own list is mapped", () => {
  const refused = periodics.map(mapProwJob).filter((mapped) => "refusal" in mapped);
  expect(periodics.length).toBeGreaterThan(10);
  expect(refused).toEqual([]);
});
