import { expect, test } from "bun:test";
import { Timing } from "../timing.ts";
import { explainTiming } from "./explain.ts";

const at = (time: string) => new Date(time);

test.each([
  [{ spec: cron("30 2 * * 1-5", "Europe/Vienna") }, "At 02:30, Monday through Friday (Europe/Vienna)"],
  [{ spec: cron("@daily") }, "At 00:00 (UTC)"],
  [{ spec: cron("0 22-2 * * FRI-MON") }, "Every hour, between 22:00 and 02:00, Friday through Monday (UTC)"],
  [{ spec: cron("0 0 13 * 5") }, "At 00:00, on day 13 of the month, and on Friday (either is enough) (UTC)"],
  [{ spec: cron("0 0 */2 * 1") }, "At 00:00, every 2 days in a month, and on Monday (both must hold) (UTC)"],
  [{ spec: cron("H H * * *") }, 'By "H H * * *", where H is settled by the schedule\'s id (UTC)'],
  [{ spec: cron("0 0 1,15W * *") }, 'By "0 0 0 1,15W * *" (UTC)'],
  [{ spec: { type: "interval", every: 5_400_000 } }, "Every 1 hour 30 minutes"],
  [
    { spec: { type: "interval", every: 86_400_000, anchorAt: at("2026-01-01T06:00:00Z") } },
    "Every 1 day, counted from 2026-01-01T06:00:00Z",
  ],
  [{ spec: { type: "once", at: at("2026-01-01T06:00:00.5Z") } }, "Once at 2026-01-01T06:00:01Z"],
  [
    {
      spec: cron("0 * * * *"),
      startAt: at("2026-01-01T00:00:00Z"),
      endAt: at("2027-01-01T00:00:00Z"),
      maxRuns: 10,
      jitter: 30_500,
      exclusions: [
        { type: "dates", dates: ["2026-12-24"] },
        { type: "weekly", weekdays: [0, 6], from: "00:00", until: "00:00" },
        { type: "weekly", weekdays: [1], from: "22:00", until: "06:00" },
        { type: "cron", expression: "0 12 * * *" },
      ],
    },
    'Every hour (UTC), from 2026-01-01T00:00:00Z, until 2027-01-01T00:00:00Z, at most 10 runs, each up to 30 seconds 500 milliseconds later, except on 2026-12-24 (UTC), except Sunday, Saturday all day (UTC), except Monday from 22:00 to 06:00 (UTC), except when due "At 12:00" (UTC)',
  ],
])("%j", (timing, expected) => {
  expect(explainTiming(Timing.parse(timing))).toBe(expected);
});

test("with an id, H is explained as the value it settles on", () => {
  expect(explainTiming(Timing.parse({ spec: cron("H H * * *") }), "some-id")).toMatch(
    /^At \d\d:\d\d \(UTC\)$/,
  );
});

test("an expression that cannot be read is refused by field", () => {
  expect(() => explainTiming(Timing.parse({ spec: cron("nonsense") }))).toThrow(
    "spec.expression: has 1 field;",
  );
});

function cron(expression: string, timeZone = "UTC") {
  return { type: "cron", expression, timeZone };
}
