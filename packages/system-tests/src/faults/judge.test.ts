import { describe, expect, test } from "bun:test";
import type { ExpectedRun, ObservedCall } from "@repo/testing";
import { FEWEST_EXPECTED, judge } from "./judge.ts";

const A = "00000000-0000-4000-8000-00000000000a";
const B = "00000000-0000-4000-8000-00000000000b";
const at = (second: number) => new Date(Date.UTC(2026, 0, 1) + second * 1_000);
const due = (second: number): ExpectedRun => ({ scheduleId: A, fireAt: at(second) });
const call = (second: number, { after = 0.1, attempt = 1 } = {}): ObservedCall => ({
  scheduleId: A,
  dueAt: at(second),
  at: at(second + after),
  attempt,
});
const STRICT = { toleranceMs: 5_000, repeats: "never" } as const;
const TOLERANT = { toleranceMs: 5_000, repeats: "after a lost worker" } as const;

/** The evidence of a test, beside as many other runs as a verdict needs. */
function evidence({ must = [] as ExpectedRun[], may = [] as ExpectedRun[], calls = [] as ObservedCall[] }) {
  const others = Array.from({ length: FEWEST_EXPECTED }, (_, i) => ({ scheduleId: B, fireAt: at(i) }));
  const otherCalls = others.map(({ fireAt }) => ({ scheduleId: B, dueAt: fireAt, at: fireAt, attempt: 1 }));
  return { must: [...others, ...must], may, calls: [...otherCalls, ...calls], faultEndedAt: undefined };
}

describe("a promise is kept", () => {
  test("when every due time was called once", () => {
    const figures = judge(STRICT, evidence({ must: [due(1), due(2)], calls: [call(1), call(2)] }));
    const all = FEWEST_EXPECTED + 2;
    expect(figures).toMatchObject({ expected: all, satisfied: all, missed: 0, repeated: 0, problems: [] });
  });

  test("when a lost worker's run was called again, if the delivery allows that", () => {
    const calls = [call(1), call(1, { after: 4, attempt: 2 })];
    expect(judge(TOLERANT, evidence({ must: [due(1)], calls }))).toMatchObject({
      repeated: 1,
      duplicated: 0,
      problems: [],
    });
  });

  test("whether or not a due time was called while it was edited", () => {
    for (const calls of [[], [call(1)]])
      expect(judge(STRICT, evidence({ may: [due(1)], calls })).problems).toEqual([]);
  });
});

describe("a promise is broken", () => {
  test.each([
    ["nothing was called", []],
    ["the call came later than the faults excuse", [call(1, { after: 6 })]],
    ["the call came early", [call(1, { after: -0.1 })]],
    ["an attempt was called twice", [call(1), call(1)]],
    ["a run was called again although no worker was lost", [call(1), call(1, { attempt: 2 })]],
    ["something was called that was not due", [call(1), call(2)]],
  ])("when %s", (_, calls) => {
    expect(judge(STRICT, evidence({ must: [due(1)], calls })).problems).not.toBeEmpty();
  });

  test("when an attempt was called twice while its schedule was edited", () => {
    const figures = judge(STRICT, evidence({ may: [due(1)], calls: [call(1), call(1)] }));
    expect(figures).toMatchObject({ duplicated: 1, problems: [expect.any(String)] });
  });

  test("when next to nothing was expected", () => {
    const few = { must: [due(1)], may: [], calls: [call(1)], faultEndedAt: undefined };
    expect(judge(STRICT, few).problems).toEqual([expect.stringContaining("only 1 runs were expected")]);
  });
});

test("recovery runs from the end of the fault to the first start on time, and to the last that was late", () => {
  const calls = [call(1), call(2, { after: 4 }), call(3, { after: 4 }), call(6, { after: 0.5 }), call(8)];
  const must = [1, 2, 3, 6, 8].map(due);
  expect(judge(STRICT, { must, may: [], calls, faultEndedAt: at(5.5) })).toMatchObject({
    recoveryMs: 1_000,
    caughtUpMs: 1_500,
  });
});
