import type { ScheduleDefinition } from "@repo/core";
import { differingVariants, fieldsOf, isSame } from "./definition-fields.ts";
import { labelOf, showValue } from "./field-labels.ts";

/** A field that both changed, each in another way. */
export interface MergeConflict {
  path: string;
  label: string;
  mine: string;
  theirs: string;
}

export type Side = "mine" | "theirs";

export interface Merge {
  conflicts: MergeConflict[];
  /** What it becomes, with the side that was chosen for each conflict; mine where none was. */
  result(choices: ReadonlyMap<string, Side>): ScheduleDefinition;
}

/**
 * Brings two changes of the same definition together, field by field: what only one has changed is taken from there.
 *
 * @param base what both began with
 */
export function mergeDefinitions({
  base,
  mine,
  theirs,
}: {
  base: ScheduleDefinition;
  mine: ScheduleDefinition;
  theirs: ScheduleDefinition;
}): Merge {
  // fields of different types do not go together, so such a part is taken as a whole
  const whole = differingVariants([base, mine, theirs]);
  const [old, ours, others] = [base, mine, theirs].map((definition) => fieldsOf(definition, whole));
  const paths = new Set([...(old?.keys() ?? []), ...(ours?.keys() ?? []), ...(others?.keys() ?? [])]);
  const merged = new Map<string, unknown>();
  const conflicts: MergeConflict[] = [];
  for (const path of paths) {
    const [before, my, their] = [old?.get(path), ours?.get(path), others?.get(path)];
    merged.set(path, isSame(my, before) ? their : my);
    if (isSame(my, their) || isSame(my, before) || isSame(their, before)) continue;
    conflicts.push({ path, label: labelOf(path), mine: showValue(path, my), theirs: showValue(path, their) });
  }
  return {
    conflicts,
    result(choices) {
      const chosen = new Map(merged);
      for (const { path } of conflicts) {
        if (choices.get(path) === "theirs") chosen.set(path, others?.get(path));
      }
      return definitionFrom(chosen);
    },
  };
}

function definitionFrom(fields: ReadonlyMap<string, unknown>): ScheduleDefinition {
  const definition: Record<string, unknown> = {};
  for (const [path, value] of fields) {
    if (value === undefined) continue;
    const [name = "", inner] = path.split(".");
    if (inner === undefined) definition[name] = value;
    else definition[name] = { ...(definition[name] as object | undefined), [inner]: value };
  }
  // made of the fields of definitions, with each part from one type
  return definition as ScheduleDefinition;
}
