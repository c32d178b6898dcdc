import { expect, test } from "bun:test";
import { create } from "@bufbuild/protobuf";
import { TimestampSchema } from "@bufbuild/protobuf/wkt";
import { decodeDuration, decodeTimestamp, encodeDuration, encodeTimestamp } from "./time-messages.ts";

const NOON = new Date("2026-03-29T12:00:00.250Z");

test("instants and lengths go there and back", () => {
  expect(decodeTimestamp("until", encodeTimestamp(NOON))).toEqual(NOON);
  expect(decodeDuration("duration", encodeDuration(12.5))).toBe(12.5);
});

test("what is missing or cannot be stored is refused with the field's name", () => {
  expect(() => decodeTimestamp("until", undefined)).toThrow("until: is required");
  expect(() => decodeDuration("duration", undefined)).toThrow("duration: is required");
  const beyond = create(TimestampSchema, { seconds: 9_000_000_000_000n });
  expect(() => decodeTimestamp("until", beyond)).toThrow("until: is beyond the instants that can be stored");
});
