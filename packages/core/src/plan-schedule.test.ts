import { describe, expect, test } from "bun:test";
import { compileTiming, dueTimesIn } from "./due/index.ts";
import { MAX_CATCH_UP, type PlanScheduleInput, planSchedule } from "./plan-schedule.ts";
import { Policies } from "./policies.ts";
import { Timing } from "./timing.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOON = new Date("2026-03-02T12:00:00Z");
const at = (clock: string) => new Date(`2026-03-02T${clock}Z`);
const clockOf = (instant: Date) => instant.toISOString().slice(11, 19);

/** Due every ten minutes, on time, planned up to 13:00 at noon. */
function plan({ timing = {}, policies = {}, ...rest }: PlanOverrides = {}) {
  const every10Minutes = { spec: { type: "interval", every: 10 * MINUTE } };
  return planSchedule({
    timing: compileTiming(
      Timing.parse({ ...every10Minutes, ...timing }),
      "0198a5c8-0000-7000-8000-000000000001",
    ),
    policies: Policies.parse(policies),
    nextDueAt: at("12:10:00"),
    until: at("13:00:00"),
    now: NOON,
    oldestAt: new Date(NOON.getTime() - 30 * 24 * HOUR),
    limit: 2_000,
    ...rest,
  });
}
interface PlanOverrides extends Partial<Omit<PlanScheduleInput, "timing" | "policies">> {
  timing?: object;
  policies?: object;
}

describe("on time", () => {
  test("every due time before the end of the chunk becomes a row, and the cursor is the first after it", () => {
    const { dueTimes, nextDueAt, skippedRange } = plan();
    expect(dueTimes.map(({ dueAt }) => clockOf(dueAt))).toEqual([
      "12:10:00",
      "12:20:00",
      "12:30:00",
      "12:40:00",
      "12:50:00",
    ]);
    expect(dueTimes.every(({ misfired, dueAt, fireAt }) => !misfired && dueAt === fireAt)).toBe(true);
    expect(nextDueAt).toEqual(at("13:00:00"));
    expect(skippedRange).toBeUndefined();
  });

  test("nothing is due in the chunk: the cursor stays", () => {
    expect(plan({ until: at("12:10:00") })).toEqual({ dueTimes: [], nextDueAt: at("12:10:00") });
  });

  test("a chunk that ended long ago plans nothing", () => {
    expect(plan({ until: new Date(0) })).toEqual({ dueTimes: [], nextDueAt: at("12:10:00") });
  });

  test("a limit cuts the plan, and the cursor is where it was cut", () => {
    const { dueTimes, nextDueAt } = plan({ limit: 2 });
    expect(dueTimes.map(({ dueAt }) => clockOf(dueAt))).toEqual(["12:10:00", "12:20:00"]);
    expect(nextDueAt).toEqual(at("12:30:00"));
  });

  test("pieces cut by a limit come to the same as one plan", () => {
    const pieces: string[] = [];
    let cursor: Date | undefined = at("12:10:00");
    while (cursor !== undefined && cursor < at("13:00:00")) {
      const piece = plan({ nextDueAt: cursor, limit: 2 });
      pieces.push(...piece.dueTimes.map(({ dueAt }) => clockOf(dueAt)));
      cursor = piece.nextDueAt;
    }
    expect(pieces).toEqual(plan().dueTimes.map(({ dueAt }) => clockOf(dueAt)));
  });

  test("jitter moves when it fires, within its bound, and never what it is due", () => {
    const { dueTimes } = plan({ timing: { jitter: 5 * MINUTE } });
    const offsets = dueTimes.map(({ dueAt, fireAt }) => fireAt.getTime() - dueAt.getTime());
    expect(dueTimes.map(({ dueAt }) => clockOf(dueAt))[0]).toBe("12:10:00");
    expect(offsets.every((offset) => offset >= 0 && offset <= 5 * MINUTE)).toBe(true);
    expect(new Set(offsets).size).toBeGreaterThan(1);
    expect(plan({ timing: { jitter: 5 * MINUTE } }).dueTimes).toEqual(dueTimes);
  });
});

describe("the end of a schedule", () => {
  test.each<[string, PlanOverrides, string[], string | undefined]>([
    ["endAt leaves no cursor", { timing: { endAt: at("12:25:00") } }, ["12:10:00", "12:20:00"], undefined],
    ["endAt is not included", { timing: { endAt: at("12:20:00") } }, ["12:10:00"], undefined],
    ["nothing before startAt", { timing: { startAt: at("12:35:00") } }, ["12:40:00", "12:50:00"], "13:00:00"],
    ["the last of maxRuns leaves no cursor", { remaining: 2 }, ["12:10:00", "12:20:00"], undefined],
    [
      "maxRuns beyond the chunk leaves one",
      { remaining: 6 },
      ["12:10:00", "12:20:00", "12:30:00", "12:40:00", "12:50:00"],
      "13:00:00",
    ],
    [
      "maxRuns that ends with the chunk leaves none",
      { remaining: 5 },
      ["12:10:00", "12:20:00", "12:30:00", "12:40:00", "12:50:00"],
      undefined,
    ],
    ["maxRuns is used up", { remaining: 0 }, [], undefined],
    ["maxRuns was lowered below what is planned", { remaining: -3 }, [], undefined],
    ["a limit below maxRuns leaves a cursor", { remaining: 2, limit: 1 }, ["12:10:00"], "12:20:00"],
    [
      "once, inside the chunk",
      { timing: { spec: { type: "once", at: at("12:10:00") } } },
      ["12:10:00"],
      undefined,
    ],
  ])("%s", (_, overrides, dueAts, cursor) => {
    const { dueTimes, nextDueAt } = plan(overrides);
    expect(dueTimes.map(({ dueAt }) => clockOf(dueAt))).toEqual(dueAts);
    expect(nextDueAt && clockOf(nextDueAt)).toBe(cursor);
  });
});

describe("late due times by misfire policy", () => {
  const lateFrom11 = { nextDueAt: at("11:00:00"), until: at("12:15:00"), now: at("11:35:00") };
  const outcomes = (overrides: PlanOverrides) =>
    plan({ ...lateFrom11, ...overrides })
      .dueTimes.map(({ dueAt, misfired }) => `${clockOf(dueAt).slice(0, 5)} ${misfired ? "skipped" : "runs"}`)
      .join(", ");

  test.each<[string, PlanOverrides, string]>([
    [
      "SKIP runs none of them",
      { policies: { misfirePolicy: "SKIP" } },
      "11:00 skipped, 11:10 skipped, 11:20 skipped, 11:30 skipped, 11:40 runs, 11:50 runs, 12:00 runs, 12:10 runs",
    ],
    [
      "FIRE_ONCE runs the newest that has come",
      { policies: { misfirePolicy: "FIRE_ONCE" } },
      "11:00 skipped, 11:10 skipped, 11:20 skipped, 11:30 runs, 11:40 runs, 11:50 runs, 12:00 runs, 12:10 runs",
    ],
    [
      "FIRE_ALL runs all of them",
      { policies: { misfirePolicy: "FIRE_ALL" } },
      "11:00 runs, 11:10 runs, 11:20 runs, 11:30 runs, 11:40 runs, 11:50 runs, 12:00 runs, 12:10 runs",
    ],
    [
      "what is within the grace is not late",
      { policies: { misfirePolicy: "SKIP", misfireGrace: 5 * MINUTE }, until: at("11:40:00") },
      "11:00 skipped, 11:10 skipped, 11:20 skipped, 11:30 runs",
    ],
    [
      "a due time that comes right now makes the ones before it old",
      { policies: { misfirePolicy: "FIRE_ONCE" }, now: at("11:20:00"), until: at("11:30:00") },
      "11:00 skipped, 11:10 skipped, 11:20 runs",
    ],
    [
      "FIRE_ONCE cut by a limit still knows what follows",
      { policies: { misfirePolicy: "FIRE_ONCE" }, limit: 2 },
      "11:00 skipped, 11:10 skipped",
    ],
    [
      "FIRE_ONCE runs the last of maxRuns: what lies beyond never comes",
      { policies: { misfirePolicy: "FIRE_ONCE" }, remaining: 2 },
      "11:00 skipped, 11:10 runs",
    ],
    [
      "FIRE_ONCE runs the last before endAt",
      { policies: { misfirePolicy: "FIRE_ONCE" }, timing: { endAt: at("11:15:00") } },
      "11:00 skipped, 11:10 runs",
    ],
  ])("%s", (_, overrides, expected) => {
    expect(outcomes(overrides)).toBe(expected);
  });

  test("with jitter a due time is late only when it should have fired", () => {
    const jittered = {
      timing: { jitter: 9 * MINUTE },
      policies: { misfirePolicy: "SKIP", misfireGrace: 1_000 },
    };
    for (const { fireAt, misfired } of plan({ ...lateFrom11, ...jittered }).dueTimes) {
      expect(misfired).toBe(lateFrom11.now.getTime() - fireAt.getTime() > 1_000);
    }
  });
});

describe("catching up is bounded", () => {
  const everySecond = { spec: { type: "interval", every: 1_000 } };
  const DAY_AGO = new Date(NOON.getTime() - 24 * HOUR);

  test(`at most ${MAX_CATCH_UP} late due times become rows, the newest; one range stands for the rest`, () => {
    const { dueTimes, skippedRange, nextDueAt } = plan({
      timing: everySecond,
      policies: { misfirePolicy: "FIRE_ALL", misfireGrace: 1_000 },
      nextDueAt: DAY_AGO,
      until: NOON,
    });
    const late = dueTimes.filter(({ fireAt }) => NOON.getTime() - fireAt.getTime() > 1_000);
    expect(late).toHaveLength(MAX_CATCH_UP);
    expect(skippedRange).toEqual({ from: DAY_AGO, until: dueTimes[0]?.dueAt ?? NOON });
    expect(dueTimes.at(-1)?.dueAt).toEqual(at("11:59:59"));
    expect(nextDueAt).toEqual(NOON);
  });

  test("exactly as many late due times as are allowed leave no range", () => {
    const cursor = new Date(NOON.getTime() - 1_000 - MAX_CATCH_UP * 1_000);
    const { dueTimes, skippedRange } = plan({
      timing: everySecond,
      policies: { misfireGrace: 1_000 },
      nextDueAt: cursor,
      until: NOON,
    });
    expect(dueTimes[0]?.dueAt).toEqual(cursor);
    expect(skippedRange).toBeUndefined();
  });

  test("what is older than history is kept becomes a range, and never a row", () => {
    const oldestAt = at("11:15:00");
    const { dueTimes, skippedRange } = plan({ nextDueAt: at("10:00:00"), oldestAt });
    expect(skippedRange).toEqual({ from: at("10:00:00"), until: oldestAt });
    expect(dueTimes[0]?.dueAt).toEqual(at("11:20:00"));
  });

  test("a range and the rows leave nothing out between them", () => {
    const timing = compileTiming(Timing.parse(everySecond), "id");
    const { dueTimes, skippedRange } = plan({ timing: everySecond, nextDueAt: DAY_AGO, until: NOON });
    const before = dueTimesIn(timing, DAY_AGO, skippedRange?.until ?? NOON, 100_000);
    expect(before.length + dueTimes.length).toBe((24 * HOUR) / 1_000);
  });
});
