import { describe, expect, test } from "bun:test";
import { Timing } from "../timing.ts";
import { previewDueTimes } from "./preview.ts";

function preview(expression: string, timeZone: string, from: string, count = 1, bounds: object = {}) {
  const timing = Timing.parse({ spec: { type: "cron", expression, timeZone }, ...bounds });
  return previewDueTimes(timing, { from: new Date(from), count });
}

describe("a due time says what a change of the clock did to it", () => {
  test.each([
    [
      "30 2 * * *",
      "America/New_York",
      "2026-03-08T05:00Z",
      "2026-03-08T03:00:00-04:00",
      "02:30 does not exist on 2026-03-08 (the clock goes from 02:00 to 03:00): due at 03:00",
    ],
    [
      "*/10 30 2 * * *",
      "America/New_York",
      "2026-03-08T05:00Z",
      "2026-03-09T02:30:00-04:00",
      "02:30, 02:30:10, 02:30:20 and more do not exist on 2026-03-08 (the clock goes from 02:00 to 03:00): not due then",
    ],
    [
      "15 2 * * *",
      "Australia/Lord_Howe",
      "2026-10-03T12:00Z",
      "2026-10-04T02:30:00+11:00",
      "02:15 does not exist on 2026-10-04 (the clock goes from 02:00 to 02:30): due at 02:30",
    ],
    [
      "0 12 * * *",
      "Pacific/Apia",
      "2011-12-30T09:00Z",
      "2011-12-31T00:00:00+14:00",
      "12:00 does not exist on 2011-12-30 (the clock goes from 2011-12-30 00:00 to 2011-12-31 00:00): due at 2011-12-31 00:00",
    ],
    [
      "30 1 * * *",
      "America/New_York",
      "2026-11-01T05:00Z",
      "2026-11-01T01:30:00-04:00",
      "01:30 occurs twice on 2026-11-01: due the first time only",
    ],
    [
      "30 * * * *",
      "America/New_York",
      "2026-11-01T06:00Z",
      "2026-11-01T01:30:00-05:00",
      "01:30 occurs twice on 2026-11-01: this is the second",
    ],
    ["30 3 * * *", "America/New_York", "2026-03-08T05:00Z", "2026-03-08T03:30:00-04:00", undefined],
    ["0 3 * * *", "America/New_York", "2026-03-08T05:00Z", "2026-03-08T03:00:00-04:00", undefined],
    ["0 2 * * *", "America/New_York", "2026-11-01T05:00Z", "2026-11-01T02:00:00-05:00", undefined],
  ])("%s in %s from %s", (expression, zone, from, localTime, note) => {
    expect(preview(expression, zone, from)).toMatchObject([{ localTime, ...(note && { note }) }]);
    expect(preview(expression, zone, from)[0]?.note).toBe(note);
  });
});

test("an interval is shown in UTC", () => {
  const timing = Timing.parse({ spec: { type: "interval", every: 3_600_000 } });
  const from = new Date("2026-01-01T00:00:00Z");
  expect(previewDueTimes(timing, { from, count: 1 })).toEqual([
    { dueAt: from, fireAt: from, localTime: "2026-01-01T00:00:00+00:00" },
  ]);
});

describe("how many are listed", () => {
  const timing = Timing.parse({ spec: { type: "cron", expression: "0 0 * * *" }, maxRuns: 5 });
  const from = new Date("2026-01-01");
  test.each([
    ["the count", { from, count: 3 }, 3],
    ["at most maxRuns", { from, count: 10 }, 5],
    ["at most the runs that remain", { from, count: 10, remaining: 2 }, 2],
    ["none when none remain", { from, count: 10, remaining: 0 }, 0],
  ])("%s", (_, options, expected) => {
    expect(previewDueTimes(timing, options)).toHaveLength(expected);
  });
});
