import { type FieldErrors, type Resolver, set } from "react-hook-form";
import type { ScheduleDraft } from "./schedule-draft.ts";

/** Checks the form as the API will; the rules are loaded when they are first needed. */
export const draftResolver: Resolver<ScheduleDraft> = async (values) => {
  const { checkDraft } = await import("./check-draft.ts");
  const { violations } = checkDraft(values);
  if (violations === undefined) return { values, errors: {} };
  const errors: FieldErrors<ScheduleDraft> = {};
  const seen = new Set<string>();
  for (const { path, message } of violations) {
    if (seen.has(path)) continue;
    seen.add(path);
    set(errors, path, { type: "rule", message });
  }
  return { values: {}, errors };
};
