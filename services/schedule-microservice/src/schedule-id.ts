import { invalid } from "@repo/core";
import { z } from "zod";

const ScheduleId = z.uuid();

/** @throws DomainError INVALID */
export function parseScheduleId(id: string, field = "id"): string {
  const parsed = ScheduleId.safeParse(id);
  if (!parsed.success) throw invalid([{ field, message: "is not a schedule id, which is a UUID" }]);
  return parsed.data;
}
