import { compileTiming, nextDueAt, type Schedule } from "@repo/core";

/**
 * When a schedule is due next. Its own `nextDueAt` is the planner's cursor: what is due before that is planned already,
 * and lies ahead all the same.
 */
export function nextDueTimeOf(
  { id, definition, state, nextDueAt: cursor }: Schedule,
  now: Date,
): Date | undefined {
  if (state !== "ACTIVE" && cursor === undefined) return undefined;
  return nextDueAt(compileTiming(definition, id), now) ?? cursor;
}
