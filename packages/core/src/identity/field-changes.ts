import type { FieldChange } from "./audit-event.ts";

/** Values under these paths may be secrets: that they changed is told, what they are is not. */
const HIDDEN =
  /^(payload|target\.headers|target\.body|target\.environment|target\.request|target\.metadata)(\.|$)/;
const URL_PATH = /(^|\.)url$/;
const MAX_VALUE_LENGTH = 300;
const MAX_CHANGES = 100;

/**
 * What is different between two values, field by field, for the audit log.
 *
 * @param before undefined: nothing was there
 * @param after undefined: nothing is there any more
 */
export function fieldChanges(before: object | undefined, after: object | undefined): FieldChange[] {
  const [old, current] = [flatten(before), flatten(after)];
  const fields = [...new Set([...old.keys(), ...current.keys()])];
  return fields
    .filter((field) => old.get(field) !== current.get(field))
    .slice(0, MAX_CHANGES)
    .map((field) => ({
      field,
      before: shown(field, old.get(field)),
      after: shown(field, current.get(field)),
    }));
}

/** Every leaf as JSON, by its dotted path. */
function flatten(value: unknown, path = "", leaves = new Map<string, string>()): Map<string, string> {
  if (value === undefined || value === null) return leaves;
  if (typeof value === "object" && !(value instanceof Date)) {
    for (const [key, item] of Object.entries(value)) flatten(item, path ? `${path}.${key}` : key, leaves);
    return leaves;
  }
  return leaves.set(path, JSON.stringify(value));
}

function shown(field: string, json: string | undefined): string {
  if (json === undefined) return "";
  if (HIDDEN.test(field)) return "hidden";
  const text = URL_PATH.test(field) ? withoutQuery(json) : json;
  // a character of two parts may have been cut in half, which Postgres does not store
  return text.length <= MAX_VALUE_LENGTH ? text : `${text.slice(0, MAX_VALUE_LENGTH).toWellFormed()}…`;
}

/** Keys are often put in the query of a URL. */
function withoutQuery(json: string): string {
  return json.replace(/\?[^"#]*/, "?hidden");
}
