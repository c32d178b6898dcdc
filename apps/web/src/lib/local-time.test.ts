import { describe, expect, test } from "bun:test";
import { readLocalTime, writeLocalTime } from "./local-time.ts";

describe("readLocalTime", () => {
  test.each([
    ["a time in UTC", "2026-11-24T14:05", "UTC", "2026-11-24T14:05:00Z"],
    ["seconds", "2026-11-24T14:05:09", "UTC", "2026-11-24T14:05:09Z"],
    ["winter in Vienna", "2026-11-24T14:05", "Europe/Vienna", "2026-11-24T13:05:00Z"],
    ["summer in Vienna", "2026-07-01T00:00", "Europe/Vienna", "2026-06-30T22:00:00Z"],
    ["a zone of half hours", "2026-01-01T00:00", "Asia/Kolkata", "2025-12-31T18:30:00Z"],
    ["the first of two in New York", "2026-11-01T01:30", "America/New_York", "2026-11-01T05:30:00Z"],
    ["the gap in New York", "2026-03-08T02:30", "America/New_York", "2026-03-08T07:30:00Z"],
    ["just after the gap", "2026-03-08T03:00", "America/New_York", "2026-03-08T07:00:00Z"],
    ["the gap of half an hour", "2026-10-04T02:15", "Australia/Lord_Howe", "2026-10-03T15:45:00Z"],
  ])("reads %s", (_, text, zone, instant) => {
    expect(readLocalTime(text, zone)).toEqual(new Date(instant));
  });

  test.each(["", "2026-11-24", "soon"])("refuses %p", (text) => {
    expect(readLocalTime(text, "UTC")).toBeUndefined();
  });
});

describe("writeLocalTime", () => {
  test.each([
    ["2026-11-24T14:05:09Z", "UTC", "2026-11-24T14:05:09"],
    ["2026-06-30T22:00:00Z", "Europe/Vienna", "2026-07-01T00:00:00"],
  ])("writes %s in %s", (instant, zone, text) => {
    expect(writeLocalTime(new Date(instant), zone)).toBe(text);
  });
});
