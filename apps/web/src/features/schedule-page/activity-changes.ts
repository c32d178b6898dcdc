import type { FieldChange } from "@repo/core";
import type { DefinitionChange } from "@/features/schedule-editor/saving/definition-changes.ts";
import { comparePaths, labelOf, showValue } from "@/features/schedule-editor/saving/field-labels.ts";

/** The changes of an event, in the words and in the order of the form. */
export function readChanges(changes: readonly FieldChange[]): DefinitionChange[] {
  return changes
    .map(({ field, before, after }) => ({
      path: field,
      label: labelOf(field),
      before: readValue(field, before),
      after: readValue(field, after),
    }))
    .toSorted((one, other) => comparePaths(one.path, other.path));
}

/** What may be a secret is `hidden`, which is no JSON. */
function readValue(field: string, json: string): string {
  if (json === "" || json === "hidden") return json;
  try {
    return showValue(field, JSON.parse(json));
  } catch {
    return json;
  }
}
