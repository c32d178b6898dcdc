import fc from "fast-check";
import {
  compileTiming,
  dueTimesIn,
  nextDueAt,
  previousDueAt,
  timingViolations,
} from "../../src/due/index.ts";
import { zoneOffsetsOf } from "../../src/due/zone-offsets.ts";
import { DomainError } from "../../src/errors.ts";
import { Timing } from "../../src/timing.ts";
import { cronArbitrary, writeExpression } from "./cron-arbitrary.ts";
import { ALL_ZONES, findTransitions, LocalClock, type Transition } from "./local-clock.ts";
import { type ClockReading, type OracleExpression, oracleDueSeconds, readClock } from "./oracle.ts";

/** What a check looked at. A disagreement is thrown, not counted: fast-check shrinks it first. */
export interface CheckFigures {
  zones: number;
  transitions: number;
  cases: number;
  dueTimes: number;
}

export interface CheckSize {
  /** Expressions tried around each transition. */
  expressions: number;
  seed: number;
}

const HOUR = 3_600;

/** All zones' transitions of 2000–2037, found by walking. */
export function findAllTransitions(): Transition[] {
  return ALL_ZONES.flatMap((zone) => findTransitions(zone, 2000, 2038));
}

/** The first and the last transition of each kind (offsets and local hour) of each zone. */
export function representativesOf(transitions: readonly Transition[]): Transition[] {
  const ofKind = new Map<string, Transition[]>();
  for (const t of transitions) {
    const hour = Math.floor((t.at + t.offsetBefore) / HOUR) % 24;
    const kind = `${t.zone} ${t.offsetBefore} ${t.offsetAfter} ${hour}`;
    ofKind.set(kind, [...(ofKind.get(kind) ?? []), t]);
  }
  return [...ofKind.values()]
    .flatMap((same) => (same.length > 1 ? [same[0], same.at(-1)] : same))
    .filter((t) => t !== undefined);
}

/** The engine's table of offset changes against the walk. */
export function checkZoneTables(transitions: readonly Transition[]): CheckFigures {
  for (const { zone, at, offsetBefore, offsetAfter } of transitions) {
    const offsets = zoneOffsetsOf(zone);
    const before = offsets.localAt(at - 1) - (at - 1);
    const after = offsets.localAt(at) - at;
    if (before !== offsetBefore || after !== offsetAfter) {
      throw new Error(`${zone} at ${at}: ${before} → ${after}, expected ${offsetBefore} → ${offsetAfter}`);
    }
  }
  const expected = new Map<string, number>();
  for (const { zone } of transitions) expected.set(zone, (expected.get(zone) ?? 0) + 1);
  for (const zone of ALL_ZONES) {
    const found = countChanges(zone);
    if (found !== (expected.get(zone) ?? 0))
      throw new Error(`${zone}: ${found} changes, expected ${expected.get(zone) ?? 0}`);
  }
  return {
    zones: ALL_ZONES.length,
    transitions: transitions.length,
    cases: transitions.length + ALL_ZONES.length,
    dueTimes: 0,
  };
}

function countChanges(zone: string): number {
  const offsets = zoneOffsetsOf(zone);
  const from = Date.UTC(2000, 0, 1) / 1_000;
  const until = Date.UTC(2038, 0, 1) / 1_000;
  const starts = new Set<number>();
  for (let at = from; at < until; at += 300 * 86_400) {
    for (const start of offsets.blockAt(at).starts) if (start > from && start < until) starts.add(start);
  }
  return starts.size;
}

/** Generated expressions around transitions, minute by minute, 30 hours to each side. */
export function checkMinutesAround(transitions: readonly Transition[], size: CheckSize): CheckFigures {
  return checkAround(transitions, size, { resolution: "minute", step: 60, reach: 30 * HOUR });
}

/** The same with a seconds field, second by second. */
export function checkSecondsAround(transitions: readonly Transition[], size: CheckSize): CheckFigures {
  return checkAround(transitions, size, { resolution: "second", step: 1, reach: 2 * HOUR });
}

interface Walk {
  resolution: "minute" | "second";
  step: number;
  reach: number;
}

function checkAround(transitions: readonly Transition[], size: CheckSize, walk: Walk): CheckFigures {
  const figures = {
    zones: new Set(transitions.map((t) => t.zone)).size,
    transitions: transitions.length,
    cases: 0,
    dueTimes: 0,
  };
  for (const transition of transitions) {
    const readings = readAround(transition, walk);
    const arbitrary = fc.tuple(cronArbitrary(favouritesOf(transition), walk.resolution), fc.nat(1_000));
    fc.assert(
      fc.property(arbitrary, ([expression, variant]) => {
        figures.dueTimes += checkExpression(transition.zone, expression, variant, readings, walk.step);
        figures.cases++;
      }),
      { seed: size.seed + transition.at, numRuns: size.expressions },
    );
  }
  return figures;
}

/** Transitions before 1970 and after 2037 of every n-th zone, whose offsets may have odd minutes and seconds. */
export function findDistantTransitions(everyNthZone: number): Transition[] {
  const zones = ALL_ZONES.filter((_, index) => index % everyNthZone === 0);
  const spans = [
    [1880, 1884],
    [1915, 1920],
    [1940, 1946],
    [1968, 1970],
    [2060, 2061],
    [2150, 2151],
  ] as const;
  return zones.flatMap((zone) => spans.flatMap(([from, until]) => findTransitions(zone, from, until)));
}

/** Calendar days far and wide, in UTC, a few years at a time. */
export function checkCalendar(runs: number, seed: number): CheckFigures {
  const figures = { zones: 1, transitions: 0, cases: 0, dueTimes: 0 };
  const midnight = [{ type: "range" as const, from: 0, to: 0, step: 1 }];
  const arbitrary = fc.tuple(cronArbitrary({}, "minute"), fc.nat(1_000), fc.integer({ min: 1, max: 9_990 }));
  fc.assert(
    fc.property(arbitrary, ([[, , , days, months, weekdays], variant, year]) => {
      const from = utcSecond(year);
      const readings: ClockReading[] = [];
      for (let second = from; second < utcSecond(year + 6); second += 86_400)
        readings.push({ second, local: second });
      const expression: OracleExpression = [midnight, midnight, midnight, days, months, weekdays];
      figures.dueTimes += checkExpression("UTC", expression, variant, readings, 86_400);
      figures.cases++;
    }),
    { seed, numRuns: runs },
  );
  return figures;
}

function utcSecond(year: number): number {
  return new Date(0).setUTCFullYear(year, 0, 1) / 1_000;
}

function readAround({ zone, at }: Transition, { step, reach }: Walk): ClockReading[] {
  const middle = Math.floor(at / step) * step;
  return readClock(new LocalClock(zone), middle - reach, middle + reach, step);
}

function favouritesOf({ at, offsetBefore, offsetAfter }: Transition) {
  const before = new Date((at + offsetBefore) * 1_000);
  const after = new Date((at + offsetAfter) * 1_000);
  const hours = [before, after].flatMap((d) => [
    d.getUTCHours(),
    (d.getUTCHours() + 23) % 24,
    (d.getUTCHours() + 1) % 24,
  ]);
  return { hours, days: [before.getUTCDate(), after.getUTCDate()], months: [after.getUTCMonth() + 1] };
}

/** Throws if the engine and the oracle disagree; returns how many due times they agreed on. */
function checkExpression(
  zone: string,
  expression: OracleExpression,
  variant: number,
  readings: readonly ClockReading[],
  step: number,
): number {
  const text = writeExpression(expression, variant);
  const expected = oracleDueSeconds(expression, readings, step);
  const from = (readings[0]?.second ?? 0) + 1;
  const until = (readings.at(-1)?.second ?? 0) + 1;

  const timing = Timing.parse({ spec: { type: "cron", expression: text, timeZone: zone } });
  const violations = timingViolations(timing);
  if (violations.length > 0) {
    // Refusing an expression is right only if nothing is due.
    if (expected.length > 0)
      throw new DomainError("INVALID", "REFUSED", `"${text}" refused: ${violations[0]?.message}`);
    return 0;
  }
  const compiled = compileTiming(timing);
  const actual = dueTimesIn(compiled, at(from), at(until), 1_000_000).map((due) => due.getTime() / 1_000);
  expectSame(`"${text}" in ${zone}: due times`, actual, expected);

  // From any instant, the next and the previous one are those of the list.
  const probe = from + ((variant * 7_919) % (until - from));
  const next = nextDueAt(compiled, at(probe));
  const nextExpected = expected.find((due) => due > probe);
  if (nextExpected !== undefined || (next && next < at(until))) {
    expectSame(`"${text}" in ${zone}: next after ${probe}`, [next && next.getTime() / 1_000], [nextExpected]);
  }
  const previous = previousDueAt(compiled, at(probe));
  const previousExpected = expected.findLast((due) => due < probe);
  if (previousExpected !== undefined || (previous && previous >= at(from))) {
    expectSame(
      `"${text}" in ${zone}: previous before ${probe}`,
      [previous && previous.getTime() / 1_000],
      [previousExpected],
    );
  }
  return expected.length;
}

function at(second: number): Date {
  return new Date(second * 1_000);
}

function expectSame(
  what: string,
  actual: readonly (number | undefined)[],
  expected: readonly (number | undefined)[],
): void {
  const index = expected.findIndex((value, i) => value !== actual[i]);
  const differs = index !== -1 ? index : actual.length > expected.length ? expected.length : -1;
  if (differs === -1) return;
  const show = (value: number | undefined) =>
    value === undefined ? "none" : new Date(value * 1_000).toISOString();
  throw new Error(
    `${what}: at ${differs} the engine has ${show(actual[differs])}, the oracle ${show(expected[differs])}`,
  );
}
