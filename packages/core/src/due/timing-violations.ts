import type { FieldViolation } from "../errors.ts";
import type { Timing } from "../timing.ts";
import { type CompiledTiming, NO_EXCLUSIONS, tryCompileTiming } from "./compiled-timing.ts";
import { nextDueSecond } from "./due-seconds.ts";
import { LAST_SECOND } from "./due-source.ts";

/**
 * Everything that is wrong with a timing: what cannot be parsed, and what would never be due.
 * A schedule that has no id yet may use `H`: it is tried with a stand-in.
 */
export function timingViolations(timing: Timing, scheduleId = "no id yet"): FieldViolation[] {
  const result = tryCompileTiming(timing, scheduleId);
  if (result.violations) return result.violations;
  return isEverDue(result.timing) ? [] : [neverDueViolation(timing, result.timing)];
}

/** Blames what it would take away for something to be due: an exclusion, else the end, else the spec. */
function neverDueViolation(timing: Timing, compiled: CompiledTiming): FieldViolation {
  const unexcluded = { ...compiled, exclusions: NO_EXCLUSIONS };
  if (isEverDue(unexcluded)) return { field: "exclusions", message: "leave nothing to be due; narrow them" };
  if (timing.endAt && isEverDue({ ...unexcluded, endSecond: LAST_SECOND + 1 })) {
    return { field: "endAt", message: "comes before the first due time" };
  }
  const message = timing.startAt ? "is never due from startAt on" : "is never due";
  return { field: SPEC_FIELDS[timing.spec.type], message };
}

/** The field of each type of spec that says when it is due. */
const SPEC_FIELDS = { cron: "spec.expression", interval: "spec.every", once: "spec.at" } as const;

function isEverDue(timing: CompiledTiming): boolean {
  return nextDueSecond(timing, timing.startSecond) !== Number.POSITIVE_INFINITY;
}
