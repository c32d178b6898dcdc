import type { AuditAction } from "@repo/core";

interface AuditActionWords {
  /** In a list of kinds. */
  label: string;
  /** What happened, as a sentence that begins with who did it and may end with the name of what it was done to. */
  sentence: string;
}

/** In the order of the filter. */
export const AUDIT_ACTIONS = {
  SCHEDULE_CREATED: { label: "Schedule created", sentence: "created the schedule" },
  SCHEDULE_UPDATED: { label: "Schedule changed", sentence: "changed the schedule" },
  SCHEDULE_DELETED: { label: "Schedule deleted", sentence: "deleted the schedule" },
  SCHEDULE_PAUSED: { label: "Schedule paused", sentence: "paused the schedule" },
  SCHEDULE_RESUMED: { label: "Schedule resumed", sentence: "resumed the schedule" },
  SCHEDULE_BACKFILLED: { label: "Past range backfilled", sentence: "backfilled a range of" },
  SCHEDULE_TRIGGERED: { label: "Run started by hand", sentence: "started a run of" },
  RUN_CANCELLED: { label: "Run cancelled", sentence: "cancelled a run of" },
  USER_CREATED: { label: "User created", sentence: "created the user" },
  USER_UPDATED: { label: "User changed", sentence: "changed the user" },
  USER_DISABLED: { label: "User disabled", sentence: "disabled the user" },
  USER_ENABLED: { label: "User enabled", sentence: "enabled the user" },
  PASSWORD_CHANGED: { label: "Own password changed", sentence: "changed the own password" },
  PASSWORD_RESET: { label: "Password reset", sentence: "reset the password of" },
  SIGNED_IN: { label: "Signed in", sentence: "signed in" },
  SIGNED_OUT: { label: "Signed out", sentence: "signed out" },
  SESSION_REVOKED: { label: "Session ended", sentence: "ended a session of" },
  REFRESH_TOKEN_REUSED: {
    label: "Stolen session ended",
    sentence: "came with a used refresh token: the session is ended",
  },
  API_TOKEN_CREATED: { label: "API token created", sentence: "created the API token" },
  API_TOKEN_REVOKED: { label: "API token revoked", sentence: "revoked the API token" },
  SECRET_STORED: { label: "Secret stored", sentence: "stored the secret" },
  SECRET_DELETED: { label: "Secret deleted", sentence: "deleted the secret" },
  SIGNING_KEY_ROTATED: { label: "Signing key rotated", sentence: "rotated the signing key" },
} satisfies Record<AuditAction, AuditActionWords>;

/** Where the subject of an event is shown; undefined when it has no page, or is gone. */
export function subjectPath(action: AuditAction, subjectId: string): string | undefined {
  if (action === "RUN_CANCELLED") return `/runs/${subjectId}`;
  if (action === "SCHEDULE_DELETED" || !action.startsWith("SCHEDULE_")) return undefined;
  return `/schedules/${subjectId}`;
}
