import fc from "fast-check";
import { compileTiming, dueTimesIn, fireAtOf, timingViolations } from "../../src/due/index.ts";
import type { FieldViolation } from "../../src/errors.ts";
import type { Spec } from "../../src/spec.ts";
import { type Exclusion, Timing } from "../../src/timing.ts";
import { cronArbitrary, writeExpression } from "./cron-arbitrary.ts";
import { LocalClock, type Transition } from "./local-clock.ts";
import { type ClockReading, type OracleExpression, oracleDueSeconds, readClock } from "./oracle.ts";
import type { CheckFigures, CheckSize } from "./property-checks.ts";

const REACH_SECONDS = 30 * 3_600;
const MINUTE = 60;

/** An exclusion as the engine gets it, and the plain question whether it covers an instant. */
interface CheckedExclusion {
  exclusion: Exclusion;
  covers: (reading: ClockReading) => boolean;
}

/** Cron and interval schedules with start, end, exclusions and jitter, around transitions. */
export function checkBounds(transitions: readonly Transition[], size: CheckSize): CheckFigures {
  const figures = {
    zones: new Set(transitions.map((t) => t.zone)).size,
    transitions: transitions.length,
    cases: 0,
    dueTimes: 0,
  };
  for (const transition of transitions) {
    const middle = Math.floor(transition.at / MINUTE) * MINUTE;
    const readings = readClock(
      new LocalClock(transition.zone),
      middle - REACH_SECONDS,
      middle + REACH_SECONDS,
      MINUTE,
    );
    const inside = fc.integer({ min: middle - REACH_SECONDS, max: middle + REACH_SECONDS });
    const arbitrary = fc.record({
      spec: specArbitrary(transition.zone, readings),
      exclusions: fc.array(exclusionArbitrary(transition, readings), { maxLength: 3 }),
      startSecond: fc.option(inside, { nil: undefined }),
      endSecond: fc.option(inside, { nil: undefined }),
      jitter: fc.constantFrom(0, 1, 1_500, 59_999, 60_000, 3_600_000),
    });
    fc.assert(
      fc.property(arbitrary, ({ spec, exclusions, startSecond, endSecond, jitter }) => {
        const timing = Timing.parse({
          spec: spec.spec,
          ...(startSecond !== undefined && { startAt: new Date(startSecond * 1_000) }),
          ...(endSecond !== undefined && { endAt: new Date(endSecond * 1_000) }),
          exclusions: exclusions.map(({ exclusion }) => exclusion),
          jitter,
        });
        const expected = spec.dueSeconds.filter((second) => {
          const reading = readings.find((candidate) => candidate.second === second);
          return (
            second >= (startSecond ?? second) &&
            second < (endSecond ?? second + 1) &&
            !exclusions.some(({ covers }) => reading && covers(reading))
          );
        });
        figures.dueTimes += checkTiming(timing, expected, exclusions, readings);
        figures.cases++;
      }),
      { seed: size.seed + transition.at, numRuns: size.expressions },
    );
  }
  return figures;
}

function checkTiming(
  timing: Timing,
  expected: readonly number[],
  exclusions: readonly CheckedExclusion[],
  readings: readonly ClockReading[],
): number {
  const violations = timingViolations(timing, "some id");
  if (violations.length > 0) {
    if (
      expected.length > 0 &&
      !violations.every((violation) => isVainExclusion(violation, exclusions, readings))
    ) {
      throw new Error(`refused (${violations[0]?.message}), yet due: ${JSON.stringify(timing)}`);
    }
    return 0;
  }
  const compiled = compileTiming(timing, "some id");
  const from = new Date(((readings[0]?.second ?? 0) + 1) * 1_000);
  const until = new Date(((readings.at(-1)?.second ?? 0) + 1) * 1_000);
  const actual = dueTimesIn(compiled, from, until, 1_000_000);
  const actualSeconds = actual.map((due) => due.getTime() / 1_000);
  if (actualSeconds.join() !== expected.join()) {
    const wrong =
      actualSeconds.find((s) => !expected.includes(s)) ?? expected.find((s) => !actualSeconds.includes(s));
    throw new Error(`${JSON.stringify(timing)}: differs at ${new Date(Number(wrong) * 1_000).toISOString()}`);
  }
  actual.forEach((dueAt, i) => {
    const fireAt = fireAtOf(compiled, dueAt).getTime();
    const next = actual[i + 1]?.getTime() ?? Number.POSITIVE_INFINITY;
    if (fireAt < dueAt.getTime() || fireAt > dueAt.getTime() + timing.jitter || fireAt >= next) {
      throw new Error(
        `${JSON.stringify(timing)}: due ${dueAt.toISOString()} fires ${new Date(fireAt).toISOString()}`,
      );
    }
  });
  return expected.length;
}

/** A cron exclusion that never excludes anything is refused too. */
function isVainExclusion(
  { field, message }: FieldViolation,
  exclusions: readonly CheckedExclusion[],
  readings: readonly ClockReading[],
): boolean {
  const exclusion = exclusions[Number(/^exclusions\.(\d+)\.expression$/.exec(field)?.[1])];
  return (
    Boolean(exclusion && message.startsWith("is never due")) && !readings.some((r) => exclusion?.covers(r))
  );
}

interface CheckedSpec {
  spec: Spec;
  dueSeconds: readonly number[];
}

function specArbitrary(zone: string, readings: readonly ClockReading[]): fc.Arbitrary<CheckedSpec> {
  const cron = cronSpecArbitrary(zone, readings);
  const interval = fc.record({ minutes: fc.integer({ min: 1, max: 600 }), anchor: fc.nat(10_000_000) }).map(
    ({ minutes, anchor }): CheckedSpec => ({
      spec: { type: "interval", every: minutes * 60_000, anchorAt: new Date(anchor * 60_000) },
      dueSeconds: readings
        .slice(1)
        .map(({ second }) => second)
        .filter((second) => (second - anchor * 60) % (minutes * 60) === 0),
    }),
  );
  return fc.oneof({ weight: 3, arbitrary: cron }, { weight: 1, arbitrary: interval });
}

function cronSpecArbitrary(zone: string, readings: readonly ClockReading[]): fc.Arbitrary<CheckedSpec> {
  return fc.tuple(cronArbitrary({}, "minute"), fc.nat(1_000)).map(([expression, variant]) => ({
    spec: { type: "cron", expression: writeExpression(expression, variant), timeZone: zone },
    dueSeconds: oracleDueSeconds(expression, readings, MINUTE),
  }));
}

function exclusionArbitrary(
  { zone, at, offsetAfter }: Transition,
  readings: readonly ClockReading[],
): fc.Arbitrary<CheckedExclusion> {
  const dayOf = (local: number) => new Date(local * 1_000).toISOString().slice(0, 10);
  const timeOf = (local: number) => new Date(local * 1_000).toISOString().slice(11, 16);
  const dates = fc
    .uniqueArray(fc.integer({ min: -1, max: 1 }), { minLength: 1, maxLength: 3 })
    .map((days): CheckedExclusion => {
      const listed = days.map((day) => dayOf(at + offsetAfter + day * 86_400));
      return {
        exclusion: { type: "dates", dates: listed, timeZone: zone },
        covers: ({ local }) => listed.includes(dayOf(local)),
      };
    });
  const time = fc.nat(1_439).map((minute) => timeOf(minute * 60));
  const weekly = fc
    .record({ weekdays: fc.uniqueArray(fc.nat(6), { minLength: 1, maxLength: 7 }), from: time, until: time })
    .map(
      ({ weekdays, from, until }): CheckedExclusion => ({
        exclusion: { type: "weekly", weekdays, from, until, timeZone: zone },
        covers: ({ local }) => {
          const clock = timeOf(local);
          const today = weekdays.includes(new Date(local * 1_000).getUTCDay());
          const yesterday = weekdays.includes(new Date((local - 86_400) * 1_000).getUTCDay());
          if (from < until) return today && clock >= from && clock < until;
          return (today && clock >= from) || (yesterday && clock < until);
        },
      }),
    );
  const cron = fc
    .tuple(cronArbitrary({}, "minute"), fc.nat(1_000))
    .map(([expression, variant]): CheckedExclusion => {
      const due = dueSetOf(expression, readings);
      return {
        exclusion: { type: "cron", expression: writeExpression(expression, variant), timeZone: zone },
        covers: ({ second }) => due.has(second),
      };
    });
  return fc.oneof(dates, weekly, cron);
}

function dueSetOf(expression: OracleExpression, readings: readonly ClockReading[]): Set<number> {
  return new Set(oracleDueSeconds(expression, readings, MINUTE));
}
