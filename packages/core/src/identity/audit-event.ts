import { z } from "zod";

export const AuditAction = z.enum([
  "SCHEDULE_CREATED",
  "SCHEDULE_UPDATED",
  "SCHEDULE_DELETED",
  "SCHEDULE_PAUSED",
  "SCHEDULE_RESUMED",
  "SCHEDULE_TRIGGERED",
  "RUN_CANCELLED",
  "USER_CREATED",
  "USER_UPDATED",
  "USER_DISABLED",
  "USER_ENABLED",
  "PASSWORD_CHANGED",
  "PASSWORD_RESET",
  "SIGNED_IN",
  "SIGNED_OUT",
  "SESSION_REVOKED",
  "REFRESH_TOKEN_REUSED",
  "API_TOKEN_CREATED",
  "API_TOKEN_REVOKED",
  "SECRET_STORED",
  "SECRET_DELETED",
  "SIGNING_KEY_ROTATED",
  "SCHEDULE_BACKFILLED",
]);
export type AuditAction = z.output<typeof AuditAction>;

/** One field that is different after a change; values as JSON, `hidden` when they may be secret. */
export const FieldChange = z.object({ field: z.string(), before: z.string(), after: z.string() });
export type FieldChange = z.output<typeof FieldChange>;

/** Something that somebody did. */
export const AuditEvent = z.object({
  id: z.uuid(),
  occurredAt: z.date(),
  actor: z.string(),
  credential: z.string(),
  address: z.string(),
  requestId: z.string(),
  action: AuditAction,
  subjectId: z.string(),
  subjectName: z.string(),
  changes: z.array(FieldChange),
});
export type AuditEvent = z.output<typeof AuditEvent>;
