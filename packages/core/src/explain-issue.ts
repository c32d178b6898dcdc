import { z } from "zod";

type Issue = z.core.$ZodRawIssue;

/**
 * Says what is wrong with an input in words that follow a field's name and name the remedy, such as "must be at least
 * 1". zod's own words are for programmers. Given to every parse of what a person wrote: `{ error: explainIssue }`; a
 * message that the schema itself gives goes first.
 */
export function explainIssue(issue: Issue): string | undefined {
  switch (issue.code) {
    case "invalid_type":
      return explainType(issue);
    case "invalid_value":
      return issue.input === undefined ? "is required" : `must be ${oneOf(issue.values.map(String))}`;
    case "too_small":
      return `must ${sizeOf(issue.origin, Number(issue.minimum), "at least")}`;
    case "too_big":
      // a number beyond what can be counted exactly
      if (issue.origin === "int") return "is too large";
      return `must ${sizeOf(issue.origin, Number(issue.maximum), "at most")}`;
    case "not_multiple_of":
      return `must be a multiple of ${issue.divisor}`;
    case "invalid_format":
      return explainFormat(issue.format);
    case "invalid_key":
      return issue.issues[0]?.message ?? "is not a valid name";
    case "unrecognized_keys":
      return `must not contain ${issue.keys.join(", ")}`;
    case "invalid_union":
      return explainUnion(issue);
    default:
      return undefined;
  }
}

function explainType(issue: Extract<Issue, { code: "invalid_type" }>): string {
  if (issue.input instanceof Date) return "is beyond the instants that can be stored";
  if (issue.input === undefined || issue.input === null) {
    const types = issue.inst instanceof z.ZodDiscriminatedUnion ? typesOf(issue.inst) : [];
    return types.length === 0 ? "is required" : `is required; give one of ${types.join(", ")}`;
  }
  return `must be ${TYPE_NAMES[issue.expected] ?? issue.expected}`;
}

const TYPE_NAMES: Record<string, string> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  date: "an instant",
  array: "a list",
  object: "an object",
  record: "an object",
};

/** The words that tell the members of a union apart. */
function typesOf(union: z.ZodDiscriminatedUnion): string[] {
  return union.options.flatMap((option) => [...(option._zod.propValues?.type ?? [])].map(String));
}

function sizeOf(origin: string, limit: number, bound: "at least" | "at most"): string {
  if (origin === "string") {
    return bound === "at least" && limit === 1 ? "not be empty" : `be ${bound} ${limit} characters long`;
  }
  if (origin === "array") {
    return bound === "at least" && limit === 1
      ? "not be empty"
      : `have ${bound} ${limit} ${limit === 1 ? "entry" : "entries"}`;
  }
  return `be ${bound} ${limit}`;
}

function explainFormat(format: string): string {
  switch (format) {
    case "date":
      return 'must be a date such as "2026-12-24"';
    case "time":
      return 'must be a time of day such as "08:30"';
    case "uuid":
      return "must be a UUID";
    default:
      return `is not a valid ${format}`;
  }
}

function explainUnion(issue: Extract<Issue, { code: "invalid_union" }>): string {
  const types = issue.inst instanceof z.ZodDiscriminatedUnion ? typesOf(issue.inst) : [];
  if (types.length > 0) return `must be ${oneOf(types)}`;
  return "must be JSON: texts, numbers, true, false, null, lists and objects";
}

function oneOf(words: readonly string[]): string {
  return words.length === 1 ? String(words[0]) : `one of ${words.join(", ")}`;
}
