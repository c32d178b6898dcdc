import { invalid } from "@repo/core";
import { z } from "zod";

const Uuid = z.uuid();

/** @throws DomainError INVALID */
export function parseUuid(field: string, text: string): string {
  const parsed = Uuid.safeParse(text);
  if (parsed.success) return parsed.data;
  throw invalid([{ field, message: "must be an id, which is a UUID" }]);
}
