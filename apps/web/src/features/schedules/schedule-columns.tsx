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
import { UserAvatar } from "@/components/user-avatar.tsx";
import { formatDuration } from "@/lib/format-time.ts";
import { TARGET_LABELS } from "@/lib/targets.ts";
import type { ScheduleRow } from "./schedule-row.ts";

const RowActions = openLazily(() => import("./row-actions.tsx").then((module) => module.RowActions));

const column = columnsFor<ScheduleRow>();
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
          <span className="whitespace-nowrap text-muted-foreground text-xs">
            <RelativeTime at={run.dueAt} />
            {(run.lateness ?? 0) > NOTICEABLE_LATENESS && (
              <span className="hidden @min-[1280px]:inline">, {formatDuration(run.lateness ?? 0)} late</span>
            )}
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
          className="hidden max-w-36 truncate text-muted-foreground text-xs @min-[1060px]:inline-block @min-[1280px]:max-w-none"
          {...(zone !== undefined && { zone })}
        />
      </span>
    );
  },
});

const NAME = column.accessor("name", {
  header: "Name",
  cell: ({ row: { original } }) => (
    <>
      <div className="flex items-center gap-2">
        <HoverLink
          href={`/schedules/${original.id}`}
          className="truncate font-medium hover:underline"
          title={original.name}
        >
          {original.name}
        </HoverLink>
        {original.tags.length > 0 && <Tags tags={original.tags} />}
      </div>
      <div className="flex items-center gap-3 py-0.5 text-muted-foreground text-xs sm:hidden">
        <span className="min-w-14">
          {original.nextDueAt === undefined ? "–" : <RelativeTime at={original.nextDueAt} />}
        </span>
        <RunStrip runs={original.recentRuns} />
      </div>
    </>
  ),
});

/** Those that find no room wrap, out of sight. */
function Tags({ tags }: { tags: readonly string[] }) {
  return (
    <span
      className="flex h-5 min-w-0 flex-1 flex-wrap gap-1 overflow-hidden max-sm:hidden"
      title={tags.join(", ")}
    >
      {tags.map((tag) => (
        <Badge key={tag} tone="outline">
          {tag}
        </Badge>
      ))}
    </span>
  );
}

/** The columns of the list; the last one only for who may change schedules. */
export const VIEWER_COLUMNS: readonly Column<ScheduleRow>[] = [
  NAME,
  column.accessor("state", {
    header: () => <span className="@max-[330px]:sr-only">State</span>,
    cell: ({ row: { original } }) => (
      <span title={original.pauseNote || undefined}>
        <ScheduleStateBadge state={original.state} isInRow />
      </span>
    ),
  }),
  NEXT_DUE,
  column.accessor("timing", {
    header: "When",
    cell: ({ getValue }) => (
      <span
        className="block max-w-40 truncate text-muted-foreground @min-[1280px]:max-w-72"
        title={getValue().full}
      >
        {getValue().short}
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
    cell: ({ getValue }) => (
      <span className="flex items-center text-muted-foreground" title={getValue()}>
        <UserAvatar name={getValue()} />
        <span className="max-w-36 truncate">
          <span className="sr-only @min-[1200px]:not-sr-only @min-[1200px]:pl-2">{getValue()}</span>
        </span>
      </span>
    ),
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
