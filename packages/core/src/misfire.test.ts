import { expect, test } from "bun:test";
import { isMisfired } from "./misfire.ts";
import type { MisfirePolicy } from "./policies.ts";

const NOON = new Date("2026-03-02T12:00:00Z");
const GRACE = 60_000;

test.each<[MisfirePolicy, string, number, "the newest" | "an older one", boolean]>([
  ["SKIP", "in the future", -5_000, "the newest", false],
  ["SKIP", "just now", 0, "the newest", false],
  ["SKIP", "late by exactly the grace", GRACE, "the newest", false],
  ["SKIP", "late by more than the grace", GRACE + 1, "the newest", true],
  ["FIRE_ONCE", "late by exactly the grace", GRACE, "an older one", false],
  ["FIRE_ONCE", "late by more than the grace", GRACE + 1, "the newest", false],
  ["FIRE_ONCE", "late by more than the grace", GRACE + 1, "an older one", true],
  ["FIRE_ALL", "late by more than the grace", GRACE + 1, "an older one", false],
  ["FIRE_ALL", "late by a year", 365 * 86_400_000, "an older one", false],
])("%s, due %s (%d ms), %s: misfired %#", (misfirePolicy, _, lateMs, which, misfired) => {
  const fireAt = new Date(NOON.getTime() - lateMs);
  const newerHasCome = which === "an older one";
  expect(isMisfired({ misfirePolicy, misfireGrace: GRACE, fireAt, newerHasCome, now: NOON })).toBe(misfired);
});
