import type { z } from "zod";

/** What went wrong, in the words of the domain; the gRPC edge maps each to a status. */
export type DomainErrorCode =
  | "INVALID"
  | "NOT_FOUND"
  | "ALREADY_EXISTS"
  | "CONFLICT"
  | "FAILED_PRECONDITION"
  | "RESOURCE_EXHAUSTED"
  | "UNAVAILABLE";

/** One field that was refused: `field` is the dotted path a form uses, `message` names the remedy. */
export interface FieldViolation {
  field: string;
  message: string;
}

/** An error whose message is meant for the caller. Anything else stays inside. */
export class DomainError extends Error {
  override readonly name = "DomainError";
  readonly code: DomainErrorCode;
  /** A stable UPPER_SNAKE word for programs, such as `SCHEDULE_NAME_TAKEN`. */
  readonly reason: string;
  readonly fields: readonly FieldViolation[];

  constructor(
    code: DomainErrorCode,
    reason: string,
    message: string,
    fields: readonly FieldViolation[] = [],
  ) {
    super(message);
    this.code = code;
    this.reason = reason;
    this.fields = fields;
  }
}

/** A refused input, with every field that was wrong. */
export function invalid(fields: readonly FieldViolation[]): DomainError {
  const summary = fields.map((f) => `${f.field || "request"}: ${f.message}`).join("; ");
  return new DomainError("INVALID", "INVALID_ARGUMENT", summary, fields);
}

/** The issues of a failed zod parse as field violations, their paths joined by dots. */
export function violationsOf(error: z.ZodError): FieldViolation[] {
  return error.issues.map((issue) => ({ field: issue.path.join("."), message: issue.message }));
}
