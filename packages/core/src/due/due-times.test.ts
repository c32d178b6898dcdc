import { describe, expect, test } from "bun:test";
import { Timing } from "../timing.ts";
import { compileTiming } from "./compiled-timing.ts";
import { dueTimesIn, nextDueAt, previousDueAt } from "./due-times.ts";

/** `timing("30 2 * * *", "Europe/Vienna")`, or a spec of another type, with bounds. */
function timing(spec: string | object, timeZone = "UTC", bounds: object = {}): Timing {
  return Timing.parse({
    spec: typeof spec === "string" ? { type: "cron", expression: spec, timeZone } : spec,
    ...bounds,
  });
}

/** The first due times at or after an instant, as local times of the zone or as instants. */
function dueTimes(of: Timing, from: string, count: number): string[] {
  return dueTimesIn(
    compileTiming(of, "some-id"),
    new Date(from),
    new Date("9999-12-31T23:59:59Z"),
    count,
  ).map((due) => due.toISOString().replace(":00.000Z", "Z").replace(".000Z", "Z"));
}

describe("the time rule", () => {
  test.each([
    [
      "a fixed time in a gap is due once, at the first instant after it",
      "30 2 * * *",
      "America/New_York",
      "2026-03-07T05:00Z",
      ["2026-03-07T07:30Z", "2026-03-08T07:00Z", "2026-03-09T06:30Z"],
    ],
    [
      "several fixed times in one gap are due once together",
      "0,15,30 2 * * *",
      "America/New_York",
      "2026-03-08T05:00Z",
      ["2026-03-08T07:00Z", "2026-03-09T06:00Z"],
    ],
    [
      "a fixed time that occurs twice is due the first time",
      "30 1 * * *",
      "America/New_York",
      "2026-10-31T04:00Z",
      ["2026-10-31T05:30Z", "2026-11-01T05:30Z", "2026-11-02T06:30Z"],
    ],
    [
      "every hour keeps elapsed time through a gap",
      "0 * * * *",
      "America/New_York",
      "2026-03-08T06:00Z",
      ["2026-03-08T06:00Z", "2026-03-08T07:00Z", "2026-03-08T08:00Z"],
    ],
    [
      "every hour keeps elapsed time through a repeated hour",
      "0 * * * *",
      "America/New_York",
      "2026-11-01T05:00Z",
      ["2026-11-01T05:00Z", "2026-11-01T06:00Z", "2026-11-01T07:00Z"],
    ],
    [
      "every minute of one hour is due in both passes of it",
      "*/30 23 * * SAT",
      "America/Maceio",
      "2002-02-17T01:00Z",
      [
        "2002-02-17T01:00Z",
        "2002-02-17T01:30Z",
        "2002-02-17T02:00Z",
        "2002-02-17T02:30Z",
        "2002-02-24T02:00Z",
      ],
    ],
    [
      "0-23 is a list of fixed times, unlike a star",
      "0 0-23 * * *",
      "America/New_York",
      "2026-11-01T05:00Z",
      ["2026-11-01T05:00Z", "2026-11-01T07:00Z"],
    ],
    [
      "a star in the minutes of a missing hour has nothing to be due at",
      "*/30 2 * * *",
      "America/New_York",
      "2026-03-08T05:00Z",
      ["2026-03-09T06:00Z", "2026-03-09T06:30Z"],
    ],
    [
      "Lord Howe skips thirty minutes: 02:15 is due at 02:30",
      "15 2 * * *",
      "Australia/Lord_Howe",
      "2026-10-02T15:45Z",
      ["2026-10-02T15:45Z", "2026-10-03T15:30Z", "2026-10-04T15:15Z"],
    ],
    [
      "Lord Howe repeats thirty minutes: 01:45 is due once",
      "45 1 * * *",
      "Australia/Lord_Howe",
      "2026-04-04T14:00Z",
      ["2026-04-04T14:45Z", "2026-04-05T15:15Z"],
    ],
    [
      "Cairo skips the hour from midnight: the daily run is at 01:00",
      "0 0 * * *",
      "Africa/Cairo",
      "2026-04-22T22:00Z",
      ["2026-04-22T22:00Z", "2026-04-23T22:00Z", "2026-04-24T21:00Z"],
    ],
    [
      "Beirut skips the hour from midnight: 00:30 is due at 01:00",
      "30 0 * * *",
      "Asia/Beirut",
      "2026-03-28T20:00Z",
      ["2026-03-28T22:00Z", "2026-03-29T21:30Z"],
    ],
    [
      "Apia skipped 30 December 2011: its noon is due as the 31st begins",
      "0 12 * * *",
      "Pacific/Apia",
      "2011-12-29T22:00Z",
      ["2011-12-29T22:00Z", "2011-12-30T10:00Z", "2011-12-30T22:00Z"],
    ],
    [
      "Pyongyang moved its clock by half an hour for good: 23:45 is due at midnight",
      "45 23 * * *",
      "Asia/Pyongyang",
      "2018-05-04T14:00Z",
      ["2018-05-04T15:00Z", "2018-05-05T14:45Z"],
    ],
    [
      "Kwajalein lived through 30 September 1969 twice: its noon is due once",
      "0 12 * * *",
      "Pacific/Kwajalein",
      "1969-09-29T12:00Z",
      ["1969-09-30T01:00Z", "1969-10-02T00:00Z"],
    ],
    ["29 February waits for a leap year", "0 0 29 2 *", "UTC", "2097-01-01T00:00Z", ["2104-02-29T00:00Z"]],
    ["years before 1970 are years", "0 0 1 1 *", "UTC", "1582-06-01T00:00Z", ["1583-01-01T00:00Z"]],
    [
      "seconds come first in six fields",
      "*/20 59 23 31 12 *",
      "UTC",
      "2026-01-01T00:00Z",
      ["2026-12-31T23:59Z", "2026-12-31T23:59:20Z", "2026-12-31T23:59:40Z"],
    ],
  ])("%s", (_, expression, zone, from, expected) => {
    expect(dueTimes(timing(expression, zone), from, expected.length)).toEqual(expected);
  });
});

describe("which days", () => {
  test.each([
    ["two restricted day fields: either is enough", "0 0 13 * FRI", ["02", "09", "13", "16", "23", "30"]],
    ["a day field that starts with a star: both must hold", "0 0 */2 * MON", ["05", "19"]],
    ["L is the last day", "0 0 L * *", ["31"]],
    ["L-3 is three days before it", "0 0 L-3 * *", ["28"]],
    ["LW is the last Monday to Friday", "0 0 LW * *", ["30"]],
    ["15W is the 15th, a Thursday", "0 0 15W * *", ["15"]],
    ["17W is a Saturday and moves to Friday", "0 0 17W * *", ["16"]],
    ["18W is a Sunday and moves to Monday", "0 0 18W * *", ["19"]],
    ["31W stays in the month", "0 0 31W * *", ["30"]],
    ["5L is the last Friday", "0 0 * * 5L", ["30"]],
    ["MON#1 and WED#3", "0 0 * * MON#1,WED#3", ["05", "21"]],
    ["THU#5 only in months that have one", "0 0 * * THU#5", ["29"]],
    [
      "FRI-MON/2 wraps around the week",
      "0 0 * * FRI-MON/2",
      ["02", "04", "09", "11", "16", "18", "23", "25", "30"],
    ],
    ["28-3 wraps around the month", "0 0 28-3 * *", ["01", "02", "03", "28", "29", "30", "31"]],
    ["Sunday is 0 and 7", "0 0 * * 7", ["04", "11", "18", "25"]],
    ["a question mark is a star", "0 0 1 * ?", ["01"]],
    ["@weekly is Sunday at midnight", "@weekly", ["04", "11", "18", "25"]],
  ])("%s", (_, expression, expected) => {
    // January 2026 begins on a Thursday.
    const due = dueTimesIn(
      compileTiming(timing(expression)),
      new Date("2026-01-01"),
      new Date("2026-02-01"),
      100,
    );
    const days = due.map((day) => day.toISOString().slice(8, 10));
    expect(days).toEqual(expected);
  });

  test.each([
    [
      "1W on a Saturday moves forward to Monday the 3rd",
      "0 0 1W * *",
      "2026-08-01T00:00Z",
      "2026-08-03T00:00Z",
    ],
    [
      "31W on a Sunday moves back to Friday the 29th",
      "0 0 31W * *",
      "2026-05-01T00:00Z",
      "2026-05-29T00:00Z",
    ],
  ])("%s", (_, expression, from, expected) => {
    expect(dueTimes(timing(expression), from, 1)).toEqual([expected]);
  });
});

describe("intervals and once", () => {
  test.each([
    [
      "counted from the epoch",
      { type: "interval", every: 90_000 },
      "2026-01-01T00:00:10Z",
      ["2026-01-01T00:01:30Z"],
    ],
    [
      "counted from an anchor, before it too",
      { type: "interval", every: 3_600_000, anchorAt: new Date("2030-01-01T00:10:00Z") },
      "2026-01-01T00:00Z",
      ["2026-01-01T00:10Z", "2026-01-01T01:10Z"],
    ],
    [
      "an anchor with a fraction is rounded up to a whole second",
      { type: "interval", every: 60_000, anchorAt: new Date("2026-01-01T00:00:10.001Z") },
      "2026-01-01T00:00Z",
      ["2026-01-01T00:00:11Z"],
    ],
    [
      "once",
      { type: "once", at: new Date("2026-01-01T12:00:00Z") },
      "2026-01-01T00:00Z",
      ["2026-01-01T12:00Z"],
    ],
    [
      "once is never early",
      { type: "once", at: new Date("2026-01-01T12:00:00.001Z") },
      "2026-01-01T00:00Z",
      ["2026-01-01T12:00:01Z"],
    ],
  ])("%s", (_, spec, from, expected) => {
    expect(dueTimes(timing(spec), from, expected.length)).toEqual(expected);
  });

  test("once is over afterwards", () => {
    const compiled = compileTiming(timing({ type: "once", at: new Date("2026-01-01T12:00:00Z") }));
    expect(nextDueAt(compiled, new Date("2026-01-01T11:59:59.999Z"))).toEqual(
      new Date("2026-01-01T12:00:00Z"),
    );
    expect(nextDueAt(compiled, new Date("2026-01-01T12:00:00Z"))).toBeUndefined();
    expect(previousDueAt(compiled, new Date("2026-01-01T12:00:00Z"))).toBeUndefined();
    expect(previousDueAt(compiled, new Date("2026-01-01T12:00:00.001Z"))).toEqual(
      new Date("2026-01-01T12:00:00Z"),
    );
  });
});

describe("bounds", () => {
  const hourly = "0 * * * *";

  test("startAt is included, endAt is not", () => {
    const bounded = timing(hourly, "UTC", {
      startAt: new Date("2026-01-01T10:00:00Z"),
      endAt: new Date("2026-01-01T12:00:00Z"),
    });
    expect(dueTimes(bounded, "2026-01-01T00:00Z", 9)).toEqual(["2026-01-01T10:00Z", "2026-01-01T11:00Z"]);
    expect(previousDueAt(compileTiming(bounded), new Date("2027-01-01"))).toEqual(
      new Date("2026-01-01T11:00:00Z"),
    );
    expect(previousDueAt(compileTiming(bounded), new Date("2026-01-01T10:00:00Z"))).toBeUndefined();
  });

  test.each([
    [
      "dates are whole local days",
      { type: "dates", dates: ["2026-01-01"], timeZone: "Asia/Tokyo" },
      "2025-12-31T14:00Z",
      ["2025-12-31T14:00Z", "2026-01-01T15:00Z"],
    ],
    [
      "a weekly range ends before its end",
      { type: "weekly", weekdays: [4], from: "01:00", until: "03:00" },
      "2026-01-01T00:00Z",
      ["2026-01-01T00:00Z", "2026-01-01T03:00Z"],
    ],
    [
      "a weekly range that wraps belongs to the day on which it starts",
      { type: "weekly", weekdays: [4], from: "22:00", until: "02:00" },
      "2026-01-01T21:00Z",
      ["2026-01-01T21:00Z", "2026-01-02T02:00Z"],
    ],
    [
      "and covers the small hours of the next",
      { type: "weekly", weekdays: [4], from: "22:00", until: "02:00" },
      "2026-01-02T00:00Z",
      ["2026-01-02T02:00Z"],
    ],
    [
      "a cron exclusion takes away what it names",
      { type: "cron", expression: "0 1-22 * * *" },
      "2026-01-01T00:00Z",
      ["2026-01-01T00:00Z", "2026-01-01T23:00Z"],
    ],
  ])("%s", (_, exclusion, from, expected) => {
    const excluding = timing(hourly, "UTC", { exclusions: [exclusion] });
    expect(dueTimes(excluding, from, expected.length)).toEqual(expected);
  });

  test("a cron exclusion that ends with its hour leaves the next hour alone", () => {
    const excluding = timing("0-2 0-1 * * *", "UTC", {
      exclusions: [{ type: "cron", expression: "0,2-59 0 * * *" }],
    });
    const expected = ["2026-01-01T00:01Z", "2026-01-01T01:00Z", "2026-01-01T01:01Z", "2026-01-01T01:02Z"];
    expect(dueTimes(excluding, "2026-01-01T00:00Z", 4)).toEqual(expected);
  });

  test.each([
    ["* * * * * *", "* * * * 1-11 *"],
    ["*/2 * * * * *", "*/2 * * * 1-11 *"],
    ["*/10 */7 3-5 * * *", "*/5 * 2-8 * 1-11 *"],
  ])("%s but not in eleven months of the year is found in one search", (expression, excluded) => {
    const excluding = timing(expression, "Europe/Vienna", {
      exclusions: [{ type: "cron", expression: excluded, timeZone: "Europe/Vienna" }],
    });
    const [first] = dueTimes(excluding, "2026-01-15T00:00Z", 1);
    expect(first).toStartWith(expression.includes("3-5") ? "2026-12-01T02:00" : "2026-11-30T23:00");
  });
});

test("a search that cannot succeed ends", () => {
  // From 2007 on, New York skips 02:00 to 03:00 on just these Sundays.
  const compiled = compileTiming(timing("* 2 * 3 SUN#2", "America/New_York"));
  expect(nextDueAt(compiled, new Date("2026-01-01"))).toBeUndefined();
});

test("nothing is due after the year 9999", () => {
  expect(nextDueAt(compileTiming(timing("@yearly")), new Date("9999-06-01"))).toBeUndefined();
});

test("a limit holds", () => {
  const all = compileTiming(timing("* * * * * *"));
  expect(dueTimesIn(all, new Date("2026-01-01"), new Date("2027-01-01"), 3)).toHaveLength(3);
  expect(dueTimesIn(all, new Date("2026-01-01"), new Date("2027-01-01"), 0)).toHaveLength(0);
});

test("an exclusion without a zone is read in the zone of the spec", () => {
  const vienna = timing("30 23 * * *", "Europe/Vienna", {
    exclusions: [{ type: "dates", dates: ["2026-01-01"] }],
  });
  const dueTimes = dueTimesIn(
    compileTiming(vienna),
    new Date("2025-12-31T00:00:00Z"),
    new Date("2026-01-03T00:00:00Z"),
    10,
  );
  expect(dueTimes.map((dueAt) => dueAt.toISOString())).toEqual([
    "2025-12-31T22:30:00.000Z",
    "2026-01-02T22:30:00.000Z",
  ]);
});
