import { describe, expect, test } from "bun:test";
import { create } from "@bufbuild/protobuf";
import { DurationSchema, TimestampSchema } from "@bufbuild/protobuf/wkt";
import { CronSpec, IntervalSpec, MisfirePolicy, OnceSpec, type Spec } from "@repo/core";
import { z } from "zod";
import * as pb from "../gen/scheduler/v1/schedule_pb.ts";
import { type Wire, wireDate, wireEnum, wireMessage, wireMs, wireOneof, wireWrapper } from "./wire.ts";

describe("wireMs", () => {
  test.each<[string, number, bigint, number]>([
    ["nothing", 0, 0n, 0],
    ["less than a second", 250, 0n, 250_000_000],
    ["whole seconds", 90_000, 90n, 0],
    ["a year", 31_622_400_000, 31_622_400n, 0],
    ["a fraction of a millisecond", 1_234.567, 1n, 234_567_000],
    ["a fraction that rounds up to a second", 999.9999, 1n, 0],
  ])("carries %s", (_, ms, seconds, nanos) => {
    const duration = wireMs.encode(ms);
    expect(duration).toEqual(create(DurationSchema, { seconds, nanos }));
    expect(wireMs.decode(duration)).toBeCloseTo(ms, 3);
  });
});

describe("wireDate", () => {
  test.each(["2026-03-29T01:30:00.123Z", "1969-12-31T23:59:59.999Z", "0001-01-01T00:00:00.000Z"])(
    "carries %s",
    (instant) => {
      expect(wireDate.decode(wireDate.encode(new Date(instant)))).toEqual(new Date(instant));
    },
  );

  test("an instant that no Date can hold becomes an invalid Date, for the schema to refuse", () => {
    const beyond = create(TimestampSchema, { seconds: 9_000_000_000_000n });
    expect(z.date().safeParse(wireDate.decode(beyond)).success).toBe(false);
  });
});

describe("wireEnum", () => {
  const wire = wireEnum(pb.MisfirePolicy, MisfirePolicy);

  test("takes every word there and back", () => {
    expect(MisfirePolicy.options.map((word) => wire.decode(wire.encode(word)))).toEqual(
      MisfirePolicy.options,
    );
  });

  test("takes UNSPECIFIED for absent", () => {
    expect(wire.decode(pb.MisfirePolicy.UNSPECIFIED)).toBeUndefined();
  });

  test("passes on a number that it does not know, for the schema to refuse", () => {
    const unknown = 99 as pb.MisfirePolicy;
    expect(wire.decode(unknown)).toBe(99);
  });
});

describe("wireMessage", () => {
  test("takes the zero value for absent only where the schema lets the field be absent", () => {
    const wire = wireMessage(pb.CronSpecSchema, CronSpec, {});
    expect(wire.decode(create(pb.CronSpecSchema))).toEqual({ expression: "" });
  });
});

/** Each of these has to fail the type check: an unused `@ts-expect-error` is an error too. */
test("what does not match does not compile", () => {
  // @ts-expect-error `at` has another form in the message and is not named
  wireMessage(pb.OnceSpecSchema, OnceSpec, {});
  // @ts-expect-error a duration is not an instant
  wireMessage(pb.OnceSpecSchema, OnceSpec, { at: wireMs });
  // @ts-expect-error the schema has a field that the message lacks
  wireMessage(pb.OnceSpecSchema, OnceSpec.extend({ note: z.string() }), { at: wireDate });
  // @ts-expect-error the message has a field that the schema lacks
  wireMessage(pb.IntervalSpecSchema, IntervalSpec.omit({ anchorAt: true }), { every: wireMs });
  // @ts-expect-error the protobuf enum lacks a word
  wireEnum(pb.MisfirePolicy, z.enum([...MisfirePolicy.options, "ASK"]));
  // @ts-expect-error the domain enum lacks a word
  wireEnum(pb.MisfirePolicy, z.enum(["SKIP", "FIRE_ONCE"]));

  const cron = wireMessage(pb.CronSpecSchema, CronSpec, {});
  const interval = wireMessage(pb.IntervalSpecSchema, IntervalSpec, { every: wireMs, anchorAt: wireDate });
  const once = wireMessage(pb.OnceSpecSchema, OnceSpec, { at: wireDate });
  type SpecWire = Wire<pb.ScheduleDefinition["spec"], Spec>;
  wireOneof({ cron, interval, once }) satisfies SpecWire;
  // @ts-expect-error a case is missing
  wireOneof({ cron, interval }) satisfies SpecWire;
  // @ts-expect-error a case too many
  wireOneof({ cron, interval, once, twice: once }) satisfies SpecWire;
  // @ts-expect-error the wrapper has no such field
  wireWrapper(pb.ExclusionSchema, "spec", wireOneof({ cron }));
});

test("the last instant that is known is the last whole millisecond of the year 9999", () => {
  const seconds = BigInt(Date.parse("9999-12-31T23:59:59Z") / 1_000);
  const decode = (nanos: number) => Number(wireDate.decode(create(TimestampSchema, { seconds, nanos })));
  expect(decode(999_000_000)).toBe(Date.parse("9999-12-31T23:59:59.999Z"));
  expect(decode(999_000_001)).toBeNaN();
});
