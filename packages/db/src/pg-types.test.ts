import { expect, test } from "bun:test";
import { parseInstant } from "./pg-types.ts";

test.each([
  ["2026-03-29 01:00:00+00", "2026-03-29T01:00:00.000Z"],
  ["2026-03-29 01:00:00.5+00", "2026-03-29T01:00:00.500Z"],
  ["2026-03-29 01:00:00.123+00", "2026-03-29T01:00:00.123Z"],
  // a Date has no microseconds, and rounding up could tell of a time that has not come
  ["2026-03-29 01:00:00.999999+00", "2026-03-29T01:00:00.999Z"],
  ["9999-12-31 23:59:59.999+00", "9999-12-31T23:59:59.999Z"],
  ["0001-01-01 00:00:00+00", "0001-01-01T00:00:00.000Z"],
])("%s", (text, instant) => {
  expect(parseInstant(text).toISOString()).toBe(instant);
});

test.each(["infinity", "2026-03-29 01:00:00+02", "0044-03-15 00:00:00+00 BC", "12026-01-01 00:00:00+00"])(
  "%s is no instant of ours",
  (text) => {
    expect(() => parseInstant(text)).toThrow(`"${text}"`);
  },
);
