import { explainIssue, type FieldViolation, invalid, violationsOf } from "@repo/core";
import type { z } from "zod";

/**
 * Accepts what a caller sent, by the rules of its schema.
 * @param field the request's field that holds it, when the paths of the violations are to begin with it
 * @throws DomainError INVALID with every field that was refused
 */
export function acceptInput<S extends z.ZodType>(schema: S, decoded: unknown, field?: string): z.output<S> {
  const result = schema.safeParse(decoded, { error: explainIssue });
  if (result.success) return result.data;
  throw invalid(violationsOf(result.error).map((violation) => within(field, violation)));
}

/**
 * Accepts what a server answered. A refusal is nobody's input, so it is no DomainError.
 * @throws Error when the answer is not what this version understands
 */
export function acceptAnswer<S extends z.ZodType>(schema: S, decoded: unknown, name: string): z.output<S> {
  const result = schema.safeParse(decoded, { error: explainIssue });
  if (result.success) return result.data;
  const summary = violationsOf(result.error).map(({ field, message }) => `${field || name}: ${message}`);
  throw new Error(`the server's ${name} cannot be read; ${summary.join("; ")}`, { cause: result.error });
}

function within(field: string | undefined, violation: FieldViolation): FieldViolation {
  if (field === undefined) return violation;
  return { ...violation, field: violation.field ? `${field}.${violation.field}` : field };
}
