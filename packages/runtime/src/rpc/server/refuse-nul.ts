import { type FieldViolation, invalid } from "@repo/core";

const MAX_VIOLATIONS = 10;

/**
 * Refuses texts with the NUL character, wherever they are: protobuf may carry them, Postgres cannot store or compare
 * them, and no text that a person means has one.
 *
 * @throws DomainError INVALID naming the fields
 */
export function refuseNul(request: unknown): void {
  const violations: FieldViolation[] = [];
  findNul(request, "", violations);
  if (violations.length > 0) throw invalid(violations);
}

function findNul(value: unknown, path: string, violations: FieldViolation[]): void {
  if (violations.length >= MAX_VIOLATIONS) return;
  if (typeof value === "string") {
    if (value.includes("\0")) violations.push({ field: path, message: "must not contain the character NUL" });
    return;
  }
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return;
  for (const [key, item] of Object.entries(value)) {
    if (key.includes("\0")) {
      violations.push({ field: path, message: "must not have names that contain the character NUL" });
      return;
    }
    findNul(item, path === "" ? key : `${path}.${key}`, violations);
  }
}
