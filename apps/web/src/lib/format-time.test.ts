import { expect, test } from "bun:test";
import {
  formatDuration,
  formatInstant,
  formatInstantWithOffset,
  formatOffset,
  formatRelative,
  formatShort,
} from "./format-time.ts";

const noon = new Date("2026-11-24T12:00:00Z");

test.each([
  ["in UTC", "UTC", "Tue 24 Nov 2026, 12:00:00", "UTC"],
  ["east of it", "Asia/Kolkata", "Tue 24 Nov 2026, 17:30:00", "UTC+05:30"],
  ["on the day before", "Pacific/Pago_Pago", "Tue 24 Nov 2026, 01:00:00", "UTC-11:00"],
  ["on the day after", "Pacific/Kiritimati", "Wed 25 Nov 2026, 02:00:00", "UTC+14:00"],
])("an instant %s", (_, zone, text, offset) => {
  expect(formatInstant(noon, zone)).toBe(text);
  expect(formatOffset(noon, zone)).toBe(offset);
  expect(formatInstantWithOffset(noon, zone)).toBe(`${text} ${offset}`);
});

test("midnight is 00:00 and not 24:00", () => {
  expect(formatShort(new Date("2026-11-24T00:00:00Z"), "UTC", noon)).toBe("24 Nov, 00:00");
});

test("another year is named", () => {
  expect(formatShort(new Date("2025-01-02T03:04:00Z"), "UTC", noon)).toBe("2 Jan 2025, 03:04");
});

test.each([
  [0, "now"],
  [999, "now"],
  [1_000, "in 1 s"],
  [-59_999, "59 s ago"],
  [60_000, "in 1 min"],
  [-7_200_000, "2 h ago"],
  [-47 * 3_600_000, "47 h ago"],
  [3 * 86_400_000, "in 3 d"],
  [-400 * 86_400_000, "13 mo ago"],
])("%d ms from now is %s", (ms, text) => {
  expect(formatRelative(new Date(noon.getTime() + ms), noon)).toBe(text);
});

test.each([
  [0, "0 ms"],
  [340.4, "340 ms"],
  [12_500, "12.5 s"],
  [60_000, "1 min"],
  [200_000, "3 min 20 s"],
  [7_500_000, "2 h 5 min"],
  [-1_500, "−1.5 s"],
])("%d ms lasts %s", (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});
