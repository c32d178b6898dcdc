import type { Actor, AuditAction, AuditEvent, FieldChange } from "@repo/core";
import { v7 as uuidv7 } from "uuid";
import type { Database } from "../database.ts";
import type { Prepared, Sql } from "../sql.ts";

/** What somebody does. */
export interface NewAuditEvent {
  actor: Actor;
  action: AuditAction;
  subject: { id: string; name: string };
  changes?: readonly FieldChange[];
}

/** The columns of {@link valuesOfAuditEvent}. */
export const AUDIT_EVENT_COLUMNS =
  "id, actor, credential, address, request_id, action, subject_id, subject_name, changes";

const INSERT_AUDIT_EVENT: Prepared = {
  name: "insert-audit-event",
  text: `
    INSERT INTO audit_events (${AUDIT_EVENT_COLUMNS})
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
};

/** Writes an event; in the transaction of the change, so that there is never one without the other. */
export async function insertAuditEvent(sql: Sql, event: NewAuditEvent): Promise<void> {
  await sql.query(INSERT_AUDIT_EVENT, valuesOfAuditEvent(event));
}

/** For statements that write an event together with what it tells of. */
export function valuesOfAuditEvent({ actor, action, subject, changes = [] }: NewAuditEvent): unknown[] {
  return [
    uuidv7(),
    actor.name,
    actor.credential,
    actor.address,
    actor.requestId,
    action,
    subject.id,
    subject.name,
    JSON.stringify(changes),
  ];
}

export interface AuditFilter {
  actor?: string | undefined;
  subjectId?: string | undefined;
  action?: AuditAction | undefined;
  from?: Date | undefined;
  until?: Date | undefined;
}

/** A page of events, newest first. */
export async function listAuditEvents(
  database: Database,
  { filter, beforeId, limit }: { filter: AuditFilter; beforeId: string | undefined; limit: number },
): Promise<AuditEvent[]> {
  const { actor, subjectId, action, from, until } = filter;
  const rows = await database.prisma.auditEvent.findMany({
    where: {
      ...(actor && { actor }),
      ...(subjectId && { subjectId }),
      ...(action && { action }),
      ...((from || until) && { occurredAt: { ...(from && { gte: from }), ...(until && { lt: until }) } }),
      ...(beforeId && { id: { lt: beforeId } }),
    },
    orderBy: { id: "desc" },
    take: limit,
  });
  // JSON and text columns hold what was written by insertAuditEvent
  return rows.map((row) => ({
    ...row,
    action: row.action as AuditAction,
    changes: row.changes as unknown as FieldChange[],
  }));
}
