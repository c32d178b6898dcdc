"use client";

import { EllipsisIcon } from "lucide-react";
import { type Column, columnsFor } from "@/components/data-table/columns.ts";
import { HoverLink } from "@/components/hover-link.tsx";
import { openLazily } from "@/components/open-lazily.tsx";
import { RunStrip } from "@/components/run-strip.tsx";
import { RunStateBadge, ScheduleStateBadge } from "@/components/state-badge.tsx";
import { RelativeTime, Timestamp } from "@/components/timestamp.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import { Button } from "@/components/ui/button.tsx";
import { formatDuration } from "@/lib/format-time.ts";
import { TARGET_LABELS } from "@/lib/targets.ts";
import type { ScheduleRow } from "./schedule-row.ts";

const RowActions = openLazily(() => import("./row-actions.tsx").then((module) => module.RowActions));

const column = columnsFor<ScheduleRow>();
const MAX_TAGS_SHOWN = 3;
/** A start that is later than this is worth a word. */
const NOTICEABLE_LATENESS = 5_000;

const NOTHING = <span className="text-muted-foreground">–</span>;

const RUN_COLUMNS = [
  column.accessor("recentRuns", {
    header: "Last runs",
    cell: ({ getValue }) => <RunStrip runs={getValue()} />,
  }),
  column.accessor("lastEnded", {
    header: "Last result",
    cell: ({ getValue }) => {
      const run = getValue();
      if (run === undefined) return NOTHING;
      return (
        <HoverLink
          href={`/runs/${run.id}`}
          className="inline-flex items-center gap-1.5 rounded-sm hover:underline"
        >
          <RunStateBadge state={run.state} />
          <span className="text-muted-foreground text-xs">
            <RelativeTime at={run.dueAt} />
            {(run.lateness ?? 0) > NOTICEABLE_LATENESS && `, ${formatDuration(run.lateness ?? 0)} late`}
          </span>
        </HoverLink>
      );
    },
  }),
] as const;

const NEXT_DUE = column.accessor("nextDueAt", {
  header: "Next due",
  cell: ({ row: { original } }) => {
    const { nextDueAt, zone } = original;
    if (nextDueAt === undefined) return NOTHING;
    return (
      <span className="flex items-baseline gap-2">
        <RelativeTime at={nextDueAt} className="min-w-14" />
        <Timestamp
          at={nextDueAt}
          short
          showZone={zone !== undefined}
          className="text-muted-foreground text-xs"
          {...(zone !== undefined && { zone })}
        />
      </span>
    );
  },
});

const NAME = column.accessor("name", {
  header: "Name",
  cell: ({ row: { original } }) => (
    <div className="flex min-w-40 items-center gap-2">
      <HoverLink href={`/schedules/${original.id}`} className="truncate font-medium hover:underline">
        {original.name}
      </HoverLink>
      {original.tags.slice(0, MAX_TAGS_SHOWN).map((tag) => (
        <Badge key={tag} tone="outline" className="max-sm:hidden">
          {tag}
        </Badge>
      ))}
      {original.tags.length > MAX_TAGS_SHOWN && (
        <span
          className="text-muted-foreground text-xs max-sm:hidden"
          title={original.tags.slice(MAX_TAGS_SHOWN).join(", ")}
        >
          +{original.tags.length - MAX_TAGS_SHOWN}
        </span>
      )}
    </div>
  ),
});

/** The columns of the list; the last one only for who may change schedules. */
export const VIEWER_COLUMNS: readonly Column<ScheduleRow>[] = [
  NAME,
  column.accessor("state", {
    header: "State",
    cell: ({ row: { original } }) => (
      <span title={original.pauseNote || undefined}>
        <ScheduleStateBadge state={original.state} />
      </span>
    ),
  }),
  NEXT_DUE,
  column.accessor("timing", {
    header: "When",
    cell: ({ getValue }) => (
      <span className="block max-w-40 truncate 2xl:max-w-64 text-muted-foreground" title={getValue()}>
        {getValue()}
      </span>
    ),
  }),
  ...RUN_COLUMNS,
  column.accessor("target", {
    header: "Target",
    cell: ({ getValue }) => <span className="text-muted-foreground">{TARGET_LABELS[getValue()]}</span>,
  }),
  column.accessor("owner", {
    header: "Owner",
    cell: ({ getValue }) => <span className="text-muted-foreground">{getValue()}</span>,
  }),
];

export const EDITOR_COLUMNS: readonly Column<ScheduleRow>[] = [
  ...VIEWER_COLUMNS,
  column.display({
    id: "actions",
    header: () => <span className="sr-only">Actions</span>,
    cell: ({ row: { original } }) => (
      <RowActions
        schedule={original}
        trigger={
          <Button variant="ghost" size="icon-sm" aria-label={`Actions for ${original.name}`}>
            <EllipsisIcon aria-hidden />
          </Button>
        }
      />
    ),
  }),
];
