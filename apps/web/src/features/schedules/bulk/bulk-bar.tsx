"use client";

import type { ScheduleFilter } from "@repo/core";
import { XIcon } from "lucide-react";
import { useState } from "react";
import { loadLazily } from "@/components/load-lazily.tsx";
import { Button } from "@/components/ui/button.tsx";
import { BULK_ACTIONS, type BulkActionType } from "./bulk-action.ts";
import { type Choice, NO_CHOICE, selectionOf } from "./choice.ts";

const BulkDialog = loadLazily(() => import("./bulk-dialog.tsx").then((module) => module.BulkDialog));

const TYPES = Object.keys(BULK_ACTIONS) as BulkActionType[];

/** What can be done with the chosen schedules. */
export function BulkBar({
  choice,
  filter,
  total,
  onChoose,
}: {
  choice: Choice;
  filter: ScheduleFilter;
  /** How many match the filters, in words. */
  total: string;
  onChoose: (choice: Choice) => void;
}) {
  const [type, setType] = useState<BulkActionType>();
  const close = (isDone: boolean) => {
    setType(undefined);
    if (isDone) onChoose(NO_CHOICE);
  };
  return (
    <section
      aria-label="Chosen schedules"
      className="sticky bottom-3 z-20 mx-3 mb-3 flex flex-wrap items-center gap-2 rounded-lg border bg-surface p-2 shadow-float"
    >
      <p role="status" className="px-1 font-medium">
        {choice.type === "all" ? `All ${total}` : `${choice.ids.size} chosen`}
      </p>
      {choice.type === "rows" && (
        <Button variant="link" size="sm" onClick={() => onChoose({ type: "all" })}>
          Choose all {total}
        </Button>
      )}
      <div className="ml-auto flex flex-wrap gap-1">
        {TYPES.map((each) => (
          <Button
            key={each}
            size="sm"
            variant={each === "delete" ? "danger" : "secondary"}
            onClick={() => setType(each)}
          >
            {BULK_ACTIONS[each].label}
          </Button>
        ))}
        <Button size="icon-sm" variant="ghost" onClick={() => onChoose(NO_CHOICE)} aria-label="Choose none">
          <XIcon aria-hidden />
        </Button>
      </div>
      {type !== undefined && (
        <BulkDialog type={type} selection={selectionOf(choice, filter)} onClose={close} />
      )}
    </section>
  );
}
