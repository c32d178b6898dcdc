import "server-only";
import { decodeAuditEvent } from "@repo/proto";
import { AuditAction, AuditService } from "@repo/proto/user/v1/audit_service_pb";
import { readChanges } from "@/features/schedule-page/activity-changes.ts";
import { api } from "@/server/api.ts";
import { read } from "@/server/read.ts";

/** Who cancelled a run, and why. */
export interface Cancellation {
  actor: string;
  /** Empty: no reason was given. */
  note: string;
}

/** Administrators only, as the audit log says who it was. Everybody reads the note: it is the message of the run. */
export async function getCancellation(runId: string): Promise<Cancellation | undefined> {
  const { events } = await read(
    api(AuditService).listAuditEvents({ subjectId: runId, action: AuditAction.RUN_CANCELLED, pageSize: 1 }),
  );
  const event = events.map(decodeAuditEvent)[0];
  if (event === undefined) return undefined;
  const note = readChanges(event.changes).find(({ path }) => path === "note");
  return { actor: event.actor, note: note?.after ?? "" };
}
