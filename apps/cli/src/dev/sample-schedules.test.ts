import { expect, test } from "bun:test";
import { ScheduleDefinition } from "@repo/core";
import { refreshSample, sampleSchedules } from "./sample-schedules.ts";

const NOON = new Date("2026-11-23T12:00:00Z");
const ONE_OCLOCK = new Date("2026-11-23T13:00:00Z");

function samplesAt(now: Date, echoUrl = "http://127.0.0.1:9980"): Map<string, ScheduleDefinition> {
  const samples = sampleSchedules({ echoUrl, now }).map((sample) => ScheduleDefinition.parse(sample));
  return new Map(samples.map((sample) => [sample.name, sample]));
}

function sampleNamed(name: string, now = NOON, echoUrl?: string): ScheduleDefinition {
  const sample = samplesAt(now, echoUrl).get(name);
  if (sample === undefined) throw new Error(`there is no sample ${name}`);
  return sample;
}

test("every sample is valid and has a name of its own", () => {
  expect(samplesAt(NOON).size).toBe(sampleSchedules({ echoUrl: "http://127.0.0.1:1", now: NOON }).length);
});

test.each<[string, ScheduleDefinition, ScheduleDefinition, Partial<ScheduleDefinition>]>([
  [
    "what a person has changed stays",
    { ...sampleNamed("http-echo"), spec: { type: "interval", every: 60_000 }, maxAttempts: 9 },
    sampleNamed("http-echo"),
    { spec: { type: "interval", every: 60_000 }, maxAttempts: 9 },
  ],
  [
    "the echo service may have moved",
    sampleNamed("http-echo"),
    sampleNamed("http-echo", NOON, "http://127.0.0.1:9999"),
    { target: expect.objectContaining({ url: "http://127.0.0.1:9999/echo" }) },
  ],
  [
    "the one-time sample is due again",
    sampleNamed("welcome", NOON),
    sampleNamed("welcome", ONE_OCLOCK),
    { spec: { type: "once", at: new Date("2026-11-23T13:00:08Z") } },
  ],
])("at the next start: %s", (_, stored, sample, expected) => {
  expect(refreshSample(stored, sample)).toMatchObject(expected);
});
