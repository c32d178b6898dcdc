import { type FieldViolation, invalid } from "../errors.ts";
import type { Spec } from "../spec.ts";
import { type Exclusion, exclusionZoneOf, type Timing } from "../timing.ts";
import { cronSourceOf } from "./cron-expression.ts";
import { CronSyntaxError } from "./cron-syntax.ts";
import { type DueSource, FIRST_SECOND, LAST_SECOND, wholeSecondOf } from "./due-source.ts";
import { type CompiledExclusion, excludeCron, excludeDates, excludeWeekly } from "./exclusion.ts";
import { IntervalSource, OnceSource } from "./interval-source.ts";
import { zoneOffsetsOf } from "./zone-offsets.ts";

/** A timing made ready for many evaluations. Immutable; expressions and zones are shared between schedules. */
export interface CompiledTiming {
  readonly source: DueSource;
  /** First second that may be due. */
  readonly startSecond: number;
  /** First second that may no longer be due. */
  readonly endSecond: number;
  readonly exclusions: readonly CompiledExclusion[];
  /** Milliseconds. */
  readonly jitter: number;
  /** Decides the amount of jitter; without it there is none. */
  readonly scheduleId: string | undefined;
}

/** What could not be compiled, field by field; or the compiled timing. */
export type CompileResult =
  | { timing: CompiledTiming; violations?: never }
  | { timing?: never; violations: FieldViolation[] };

export const NO_EXCLUSIONS: readonly CompiledExclusion[] = [];

/**
 * Compiles a timing. `scheduleId` settles `H` and jitter.
 * Throws DomainError INVALID with a violation for each bad field, such as `spec.expression`.
 */
export function compileTiming(timing: Timing, scheduleId?: string): CompiledTiming {
  const result = tryCompileTiming(timing, scheduleId);
  if (result.violations) throw invalid(result.violations);
  return result.timing;
}

export function tryCompileTiming(timing: Timing, scheduleId: string | undefined): CompileResult {
  const { startAt, endAt } = timing;
  const violations: FieldViolation[] = [];
  const compileField = <T>(field: string, compile: () => T): T | undefined => {
    try {
      return compile();
    } catch (error) {
      if (!(error instanceof CronSyntaxError)) throw error;
      violations.push({ field, message: error.message });
      return undefined;
    }
  };

  const source = compileField("spec.expression", () => compileSpec(timing.spec, scheduleId));
  const exclusions = timing.exclusions.map((exclusion, index) =>
    compileField(`exclusions.${index}.expression`, () =>
      compileExclusion(exclusion, timing.spec, source, scheduleId),
    ),
  );
  if (startAt && endAt && endAt.getTime() <= startAt.getTime()) {
    violations.push({ field: "endAt", message: "must be after startAt" });
  }

  if (!source || violations.length > 0) return { violations };
  return {
    timing: {
      source,
      startSecond: startAt ? wholeSecondOf(startAt) : FIRST_SECOND,
      endSecond: endAt ? wholeSecondOf(endAt) : LAST_SECOND + 1,
      exclusions: exclusions.length === 0 ? NO_EXCLUSIONS : exclusions.filter((e) => e !== undefined),
      jitter: timing.jitter,
      scheduleId,
    },
  };
}

function compileSpec(spec: Spec, scheduleId: string | undefined): DueSource {
  switch (spec.type) {
    case "cron":
      return cronSourceOf(spec.expression, spec.timeZone, scheduleId);
    case "interval":
      return new IntervalSource(spec.every / 1_000, spec.anchorAt ? wholeSecondOf(spec.anchorAt) : 0);
    case "once":
      return new OnceSource(wholeSecondOf(spec.at));
  }
}

function compileExclusion(
  exclusion: Exclusion,
  spec: Spec,
  base: DueSource | undefined,
  scheduleId: string | undefined,
): CompiledExclusion {
  const timeZone = exclusionZoneOf(exclusion, spec);
  switch (exclusion.type) {
    case "dates":
      return excludeDates(exclusion.dates, zoneOffsetsOf(timeZone));
    case "weekly":
      return excludeWeekly(exclusion, zoneOffsetsOf(timeZone));
    case "cron":
      return excludeCron(cronSourceOf(exclusion.expression, timeZone, scheduleId), base);
  }
}
