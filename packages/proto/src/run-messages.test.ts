import { describe, expect, test } from "bun:test";
import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import {
  type Attempt,
  AttemptOutcome,
  type Run,
  type RunEvent,
  RunKind,
  RunReason,
  RunState,
} from "@repo/core";
import fc from "fast-check";
import { RunSchema } from "../gen/scheduler/v1/run_pb.ts";
import { RunEventSchema } from "../gen/scheduler/v1/run_service_pb.ts";
import {
  decodeRun,
  decodeRunEvent,
  decodeRunStates,
  encodeRun,
  encodeRunEvent,
  encodeRunStates,
} from "./run-messages.ts";

const instant = fc.date({ min: new Date(0), max: new Date("2100-01-01T00:00:00Z"), noInvalidDate: true });
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
// a worker that is named by an empty text is no worker
const name = fc.string({ minLength: 1 });
const json = fc
  .dictionary(fc.string(), fc.jsonValue({ depthSize: "small" }))
  // zod drops this key, so that nobody's input reaches a prototype
  .filter((value) => !JSON.stringify(value).includes("__proto__")) as fc.Arbitrary<
  NonNullable<Run["payload"]>
>;

const attempt: fc.Arbitrary<Attempt> = fc.record({
  attempt: fc.integer({ min: 1, max: 25 }),
  workerId: fc.string(),
  startedAt: instant,
  finishedAt: instant,
  outcome: fc.constantFrom(...AttemptOutcome.options),
  message: fc.string(),
  output: maybe(json),
  duration: fc.integer({ min: 0, max: 86_400_000_000 }).map((micros) => micros / 1_000),
});

const run: fc.Arbitrary<Run> = fc.record({
  id: name,
  scheduleId: fc.uuid(),
  scheduleName: fc.string(),
  dueAt: instant,
  fireAt: instant,
  kind: fc.constantFrom(...RunKind.options),
  state: fc.constantFrom(...RunState.options),
  reason: maybe(fc.constantFrom(...RunReason.options)),
  message: fc.string(),
  attempt: fc.nat(25),
  queuedAt: maybe(instant),
  startedAt: maybe(instant),
  finishedAt: maybe(instant),
  availableAt: maybe(instant),
  workerId: maybe(name),
  payload: maybe(json),
  attempts: fc.array(attempt, { maxLength: 3 }),
  partialOutput: maybe(fc.record({ saidAt: instant, output: json })),
});

const runEvent: fc.Arbitrary<RunEvent> = fc.record({
  runId: name,
  scheduleId: fc.uuid(),
  scheduleName: fc.string(),
  state: fc.constantFrom(...RunState.options),
  reason: maybe(fc.constantFrom(...RunReason.options)),
  message: fc.string(),
  attempt: fc.nat(25),
  occurredAt: instant,
  dueAt: instant,
  fireAt: instant,
  workerId: maybe(name),
});

describe("what the server says comes back from the wire as it was", () => {
  test("a run", () => {
    fc.assert(
      fc.property(run, (value) => {
        const bytes = toBinary(RunSchema, encodeRun(value));
        expect(decodeRun(fromBinary(RunSchema, bytes))).toEqual(value);
      }),
    );
  });

  test("a run event", () => {
    fc.assert(
      fc.property(runEvent, (value) => {
        const bytes = toBinary(RunEventSchema, encodeRunEvent(value));
        expect(decodeRunEvent(fromBinary(RunEventSchema, bytes))).toEqual(value);
      }),
    );
  });

  test("states for a filter", () => {
    expect(decodeRunStates(encodeRunStates(RunState.options))).toEqual(RunState.options);
  });
});

test("an answer that cannot be read names what is wrong with it", () => {
  expect(() => decodeRun(undefined)).toThrow("the server's run cannot be read; run: is required");
  expect(() => decodeRunEvent(create(RunEventSchema, { runId: "x" }))).toThrow(/occurredAt: is required/);
});
