import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { DomainError } from "./errors.ts";
import { isEnded, parseRunId, RunState, runIdOf, TRANSITIONS } from "./run.ts";

describe("the run id", () => {
  test("there and back, for any schedule and instant", () => {
    fc.assert(
      fc.property(
        fc.uuid(),
        fc.date({ noInvalidDate: true, min: new Date(-1e14), max: new Date(1e14) }),
        (scheduleId, dueAt) => {
          expect(parseRunId(runIdOf({ scheduleId, dueAt }))).toEqual({ scheduleId, dueAt });
        },
      ),
    );
  });

  test.each([
    ["nothing", ""],
    ["a schedule id", "0198a5c8-0000-7000-8000-000000000001"],
    ["no time", "0198a5c8-0000-7000-8000-000000000001_"],
    ["a time that is no number", "0198a5c8-0000-7000-8000-000000000001_noon"],
    ["a fraction", "0198a5c8-0000-7000-8000-000000000001_1.5"],
    ["a time beyond any instant", "0198a5c8-0000-7000-8000-000000000001_9999999999999999"],
    ["something before it", "x0198a5c8-0000-7000-8000-000000000001_1"],
    ["capital letters, which would name the same run twice", "0198A5C8-0000-7000-8000-000000000001_1"],
  ])("%s is refused", (_, id) => {
    expect(() => parseRunId(id)).toThrow(DomainError);
    expect(() => parseRunId(id)).toThrow(
      "id: is not a run id; it has the form <schedule id>_<due time in ms>",
    );
  });
});

describe("transitions", () => {
  const ends = ["SUCCEEDED", "FAILED", "CANCELLED", "TIMED_OUT"] as const;

  test("every state can be reached from PLANNED", () => {
    const reached = new Set<RunState>(["PLANNED"]);
    for (const state of reached) for (const next of TRANSITIONS[state]) reached.add(next);
    expect([...reached].sort()).toEqual([...RunState.options].sort());
  });

  test("from every state that is not an end, an end can be reached", () => {
    for (const from of RunState.options) {
      const reached = new Set<RunState>([from]);
      for (const state of reached) for (const next of TRANSITIONS[state]) reached.add(next);
      expect([...reached].some(isEnded)).toBe(true);
    }
  });

  test("an end is an end; only what never ran may come back", () => {
    for (const state of ends) expect(TRANSITIONS[state]).toHaveLength(0);
    expect(TRANSITIONS.SKIPPED).toEqual(["PLANNED"]);
  });

  test.each<[RunState, boolean]>([
    ["PLANNED", false],
    ["QUEUED", false],
    ["RUNNING", false],
    ["SKIPPED", true],
    ...ends.map((state): [RunState, boolean] => [state, true]),
  ])("%s has its outcome: %p", (state, ended) => {
    expect(isEnded(state)).toBe(ended);
  });

  test("a run starts from PLANNED or QUEUED and from no other state", () => {
    const starts = RunState.options.filter((state) =>
      (TRANSITIONS[state] as readonly RunState[]).includes("RUNNING"),
    );
    expect(starts).toEqual(["PLANNED", "QUEUED"]);
  });
});
