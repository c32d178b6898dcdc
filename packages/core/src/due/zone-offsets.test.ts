import { describe, expect, test } from "bun:test";
import { TimeZone } from "../time-zone.ts";
import { zoneOffsetsOf } from "./zone-offsets.ts";

const second = (instant: string) => Date.parse(instant) / 1_000;

describe("the offset of a zone", () => {
  test.each([
    ["UTC", "2026-06-01T00:00:00Z", 0],
    ["America/New_York", "2026-03-08T06:59:59Z", -5 * 3_600],
    ["America/New_York", "2026-03-08T07:00:00Z", -4 * 3_600],
    ["Asia/Kathmandu", "2026-01-01T00:00:00Z", 5.75 * 3_600],
    ["America/New_York", "1800-01-01T00:00:00Z", -(4 * 3_600 + 56 * 60 + 2)],
    ["Africa/Monrovia", "1971-01-01T00:00:00Z", -(44 * 60 + 30)],
    ["Europe/Vienna", "2500-07-01T00:00:00Z", 2 * 3_600],
    ["Pacific/Kiritimati", "2026-01-01T00:00:00Z", 14 * 3_600],
  ])("%s at %s", (zone, instant, offset) => {
    expect(zoneOffsetsOf(zone).localAt(second(instant)) - second(instant)).toBe(offset);
  });
});

test("asking a zone about far more years than it keeps changes no answer", () => {
  const zone = zoneOffsetsOf("Europe/Vienna");
  for (let year = 1_000; year < 1_700; year++) zone.localAt(Date.UTC(year, 0, 1) / 1_000);
  expect(zone.localAt(second("2026-07-01T00:00:00Z")) - second("2026-07-01T00:00:00Z")).toBe(7_200);
});

describe("a time zone is a name", () => {
  test.each([
    ["Europe/Vienna", true],
    ["Etc/GMT+5", true],
    ["UTC", true],
    ["Europe/Atlantis", false],
    ["+02:00", false],
    ["", false],
  ])("%s", (name, isValid) => {
    expect(TimeZone.safeParse(name).success).toBe(isValid);
  });
});
