import { explainIssue, ScheduleDefinition, violationsOf } from "@repo/core";
import { type DraftViolation, definitionOfDraft } from "./definition-of-draft.ts";
import { fieldOfPath } from "./field-of-path.ts";
import type { ScheduleDraft } from "./schedule-draft.ts";

export type CheckedDraft =
  | { definition: ScheduleDefinition; violations?: never }
  | { violations: DraftViolation[]; definition?: never };

/** Judges a draft by the rules that the API has too, each violation at the form's field. Heavy: load it when needed. */
export function checkDraft(draft: ScheduleDraft): CheckedDraft {
  const { definition, violations } = definitionOfDraft(draft);
  const result = ScheduleDefinition.safeParse(definition, { error: explainIssue });
  if (result.success && violations.length === 0) return { definition: result.data };
  const refused = result.success ? [] : violationsOf(result.error);
  return {
    violations: [
      ...violations,
      ...refused.map(({ field, message }) => ({ path: fieldOfPath(field), message })),
    ],
  };
}
