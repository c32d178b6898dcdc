import type { ScheduleDefinition } from "@repo/core";
import { fieldsOf, isSame } from "./definition-fields.ts";
import { comparePaths, labelOf, showValue } from "./field-labels.ts";

/** One field that is different, for people. */
export interface DefinitionChange {
  path: string;
  label: string;
  /** Empty: nothing was there. */
  before: string;
  /** Empty: nothing is there any more. */
  after: string;
}

/** What is different between two definitions, field by field. */
export function changesBetween(before: ScheduleDefinition, after: ScheduleDefinition): DefinitionChange[] {
  const [old, current] = [fieldsOf(before), fieldsOf(after)];
  return [...new Set([...old.keys(), ...current.keys()])]
    .filter((path) => !isSame(old.get(path), current.get(path)))
    .toSorted(comparePaths)
    .map((path) => ({
      path,
      label: labelOf(path),
      before: showValue(path, old.get(path)),
      after: showValue(path, current.get(path)),
    }));
}
