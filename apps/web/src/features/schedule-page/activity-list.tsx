import type { AuditAction, AuditEvent } from "@repo/core";
import { ScrollTextIcon } from "lucide-react";
import { EmptyState } from "@/components/empty-state.tsx";
import { RelativeTime } from "@/components/timestamp.tsx";
import { ChangesList } from "@/features/schedule-editor/saving/changes-list.tsx";
import { readChanges } from "./activity-changes.ts";

/** What happened, as the end of a sentence that begins with who did it. */
const ACTIONS: Partial<Record<AuditAction, string>> = {
  SCHEDULE_CREATED: "created the schedule",
  SCHEDULE_UPDATED: "changed the definition",
  SCHEDULE_DELETED: "deleted the schedule",
  SCHEDULE_PAUSED: "paused the schedule",
  SCHEDULE_RESUMED: "resumed the schedule",
  SCHEDULE_TRIGGERED: "started a run",
  SCHEDULE_BACKFILLED: "backfilled past due times",
};

/** Who did what to the schedule, with what is different since. */
export function ActivityList({ events }: { events: readonly AuditEvent[] }) {
  if (events.length === 0) {
    return (
      <EmptyState icon={ScrollTextIcon} title="Nothing has been done to it yet">
        Every change, pause and start by hand is noted here, with who did it.
      </EmptyState>
    );
  }
  return (
    <ol aria-label="Activity" className="flex flex-col divide-y">
      {events.map((event) => (
        <li key={event.id} className="px-4 py-3">
          <ActivityEvent event={event} />
        </li>
      ))}
    </ol>
  );
}

function ActivityEvent({ event }: { event: AuditEvent }) {
  const { actor, action, occurredAt, credential, address } = event;
  const changes = readChanges(event.changes);
  return (
    <>
      <div className="flex flex-wrap items-baseline gap-x-3">
        <p>
          <span className="font-medium">{actor}</span> {ACTIONS[action] ?? action.toLowerCase()}
        </p>
        <RelativeTime at={occurredAt} className="text-muted-foreground text-xs" />
        <span className="ml-auto text-muted-foreground text-xs">
          by {[credential, address].filter((text) => text !== "").join(" from ")}
        </span>
      </div>
      {changes.length > 0 && (
        <details open={action !== "SCHEDULE_CREATED"} className="mt-1.5">
          <summary className="w-fit cursor-pointer rounded-sm py-1 text-muted-foreground text-xs">
            {changes.length === 1 ? "1 field" : `${changes.length} fields`}
          </summary>
          <div className="mt-2 max-w-3xl">
            <ChangesList changes={changes} label="Changes" />
          </div>
        </details>
      )}
    </>
  );
}
