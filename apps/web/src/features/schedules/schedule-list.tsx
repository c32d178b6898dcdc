"use client";

import type { ScheduleFilter } from "@repo/core";
import { Settings2Icon } from "lucide-react";
import { type ReactNode, useState } from "react";
import { DataTable } from "@/components/data-table/data-table.tsx";
import { useLiveRefresh } from "@/components/live/live-provider.tsx";
import { loadLazily } from "@/components/load-lazily.tsx";
import { openLazily } from "@/components/open-lazily.tsx";
import { Button } from "@/components/ui/button.tsx";
import { SavedViews } from "@/features/saved-views/saved-views.tsx";
import { rememberInCookie } from "@/lib/cookies.ts";
import { type Choice, isNothing, NO_CHOICE } from "./bulk/choice.ts";
import { LIST_VIEW_COOKIE, type ListView, type OptionalColumn, writeListView } from "./list-view.ts";
import { EDITOR_COLUMNS, VIEWER_COLUMNS } from "./schedule-columns.tsx";
import type { ScheduleRow } from "./schedule-row.ts";
import { scheduleViews } from "./schedule-views.ts";

const BulkBar = loadLazily(() => import("./bulk/bulk-bar.tsx").then((module) => module.BulkBar));
const ViewOptions = openLazily(() => import("./view-options.tsx").then((module) => module.ViewOptions));

/** Often enough to see a run come and go; a page of fifty schedules is read again each time. */
const REFRESH_EVERY_MS = 4_000;

/** On a small screen the name brings along what matters most, and the rest waits for the page of the schedule. */
const CLASSES: Readonly<Record<string, string>> = {
  // takes what the others leave, and is cut where that is little
  name: "w-1/3 min-w-40 max-w-0 sm:min-w-52",
  // in sight however far the rest is scrolled
  actions: "sticky right-0 w-10 bg-inherit text-right",
  nextDueAt: "max-sm:hidden",
  timing: "max-sm:hidden",
  recentRuns: "max-sm:hidden",
  lastEnded: "max-sm:hidden",
  target: "max-sm:hidden",
  owner: "max-sm:hidden",
};

/** The list with its toolbar; follows the runs of the schedules it shows. */
export function ScheduleList({
  rows,
  initialView,
  empty,
  mayEdit,
  username,
  filter,
  total,
  toolbar,
}: {
  rows: readonly ScheduleRow[];
  initialView: ListView;
  /** Instead of the rows when there are none. */
  empty: ReactNode;
  /** Whether the user is allowed to change schedules at all. */
  mayEdit: boolean;
  /** Who looks at it. */
  username: string;
  /** What the list is narrowed to. */
  filter: ScheduleFilter;
  /** How many schedules that are, in words. */
  total: string;
  /** Filters, to the left of the view's own controls. */
  toolbar: ReactNode;
}) {
  const [view, setView] = useState(initialView);
  const changeView = (next: ListView) => {
    setView(next);
    rememberInCookie(LIST_VIEW_COOKIE, writeListView(next));
  };
  const [choice, setChoice] = useState<Choice>(NO_CHOICE);
  const selection = {
    ids: choice.type === "all" ? new Set(rows.map(({ id }) => id)) : choice.ids,
    onChange: (ids: ReadonlySet<string>) => setChoice({ type: "rows", ids }),
    nameOf: (id: string) => rows.find((row) => row.id === id)?.name ?? id,
  };
  useLiveRefresh({ scheduleIds: rows.map(({ id }) => id) }, REFRESH_EVERY_MS);
  return (
    <>
      <div className="flex items-start justify-between gap-2 sm:pr-4">
        {toolbar}
        <div className="flex gap-2 pt-3 max-sm:hidden">
          <SavedViews page="SCHEDULES" builtIn={scheduleViews(username)} />
          <ViewOptions
            view={view}
            onChange={changeView}
            trigger={
              <Button>
                <Settings2Icon aria-hidden />
                View
              </Button>
            }
          />
        </div>
      </div>
      <div className={view.density === "compact" ? "border-t [&_td]:h-8 [&_td]:py-0.5" : "border-t"}>
        <DataTable
          label="Schedules"
          columns={mayEdit ? EDITOR_COLUMNS : VIEWER_COLUMNS}
          rows={rows}
          rowId={({ id }) => id}
          {...(mayEdit && { selection })}
          hiddenColumns={new Set<OptionalColumn>(view.hidden)}
          empty={empty}
          classNameOf={(column) => CLASSES[column]}
        />
      </div>
      {mayEdit && !isNothing(choice) && (
        <BulkBar choice={choice} filter={filter} total={total} onChoose={setChoice} />
      )}
    </>
  );
}
