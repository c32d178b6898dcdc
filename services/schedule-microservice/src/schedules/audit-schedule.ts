import { type Actor, type AuditAction, fieldChanges, type ScheduleDefinition } from "@repo/core";
import { definitionOf, insertAuditEvent, type NewAuditEvent, type ScheduleRow, type Sql } from "@repo/db";

export interface ScheduleAuditEvent {
  actor: Actor;
  action: AuditAction;
  before: ScheduleRow;
  after: ScheduleRow;
}

/** Writes down who changed a schedule, and what is different now. */
export async function auditSchedule(
  sql: Sql,
  { actor, action, before, after }: ScheduleAuditEvent,
): Promise<void> {
  await insertAuditEvent(sql, {
    actor,
    action,
    subject: { id: after.id, name: after.name },
    changes: fieldChanges(shownOf(before), shownOf(after)),
  });
}

export interface Creation {
  id: string;
  definition: ScheduleDefinition;
  state: "ACTIVE" | "PAUSED";
  actor: Actor;
}

/** The event of a new schedule. */
export function creationOf({ id, definition, state, actor }: Creation): NewAuditEvent {
  return {
    actor,
    action: "SCHEDULE_CREATED",
    subject: { id, name: definition.name },
    changes: fieldChanges(undefined, { ...definition, state, pauseNote: "" }),
  };
}

function shownOf(row: ScheduleRow) {
  const { state, pauseNote } = row;
  return { ...definitionOf(row), state, pauseNote };
}
