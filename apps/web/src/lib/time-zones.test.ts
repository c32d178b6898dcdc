import { expect, test } from "bun:test";
import { cityOfZone } from "./time-zones.ts";

test.each([
  ["America/New_York", "New York"],
  ["America/Argentina/Buenos_Aires", "Buenos Aires"],
  ["Europe/Vienna", "Vienna"],
  ["UTC", "UTC"],
])("%s is called %s", (zone, city) => {
  expect(cityOfZone(zone)).toBe(city);
});
