import type { AuditEvent } from "@repo/core";
import Link from "next/link";
import { HoverLink } from "@/components/hover-link.tsx";
import { RelativeTime, Timestamp } from "@/components/timestamp.tsx";
import { ChangesList } from "@/features/schedule-editor/saving/changes-list.tsx";
import { readChanges } from "@/features/schedule-page/activity-changes.ts";
import { countOf } from "@/lib/format-count.ts";
import { AUDIT_ACTIONS, subjectPath } from "./audit-actions.ts";

/** Who did what, newest first, with what is different since. */
export function AuditList({ events }: { events: readonly AuditEvent[] }) {
  return (
    <ol aria-label="Audit log" className="flex flex-col divide-y">
      {events.map((event) => (
        <li key={event.id} className="grid gap-x-4 gap-y-0.5 px-4 py-2.5 md:grid-cols-[12rem_minmax(0,1fr)]">
          <span className="flex flex-wrap items-baseline gap-x-2">
            <Timestamp at={event.occurredAt} short withSeconds />
            <RelativeTime at={event.occurredAt} className="text-muted-foreground text-xs" />
          </span>
          <div className="min-w-0">
            <div className="flex flex-wrap items-baseline justify-between gap-x-4">
              <Sentence event={event} />
              <Origin event={event} />
            </div>
            <Changes event={event} />
          </div>
        </li>
      ))}
    </ol>
  );
}

function Sentence({ event: { actor, action, subjectId, subjectName } }: { event: AuditEvent }) {
  const path = subjectPath(action, subjectId);
  return (
    <p className="wrap-anywhere min-w-0">
      <Link
        href={`/admin/audit?actor=${encodeURIComponent(actor)}`}
        prefetch={false}
        title={`Only what ${actor} did`}
        className="font-medium hover:underline"
      >
        {actor}
      </Link>{" "}
      {AUDIT_ACTIONS[action].sentence}{" "}
      {subjectName !== actor &&
        (path === undefined ? (
          <span className="font-medium">{subjectName}</span>
        ) : (
          <HoverLink href={path} className="font-medium hover:underline">
            {subjectName}
          </HoverLink>
        ))}
      {subjectId !== "" && (
        <Link
          href={`/admin/audit?subject=${encodeURIComponent(subjectId)}`}
          prefetch={false}
          aria-label={`history of ${subjectName || subjectId}`}
          className="ml-2 text-muted-foreground text-xs hover:text-foreground hover:underline"
        >
          history
        </Link>
      )}
    </p>
  );
}

function Origin({ event: { credential, address } }: { event: AuditEvent }) {
  const origin = [credential, address].filter((text) => text !== "").join(" from ");
  return <span className="text-muted-foreground text-xs">{origin}</span>;
}

function Changes({ event }: { event: AuditEvent }) {
  if (event.changes.length === 0) return null;
  return (
    <details className="mt-1">
      <summary className="w-fit cursor-pointer rounded-sm py-1 text-muted-foreground text-xs">
        {countOf(event.changes.length, "field")}
      </summary>
      <div className="mt-2 max-w-3xl">
        <ChangesList changes={readChanges(event.changes)} label="Changes" />
      </div>
    </details>
  );
}
