"use client";

import type { ScheduleOrder } from "@repo/core";
import { ArrowDownNarrowWideIcon } from "lucide-react";
import { useUrlChoice } from "@/components/filters/use-url-filter.ts";
import { openLazily } from "@/components/open-lazily.tsx";
import { Button } from "@/components/ui/button.tsx";

const SortChoices = openLazily(() => import("./sort-choices.tsx").then((module) => module.SortChoices));

const ORDERS = {
  CREATED: "Newest first",
  NAME: "By name",
  NEXT_DUE: "Due next",
  UPDATED: "Changed last",
} satisfies Record<ScheduleOrder, string>;

/** What comes first in the list. */
export function SortMenu({ order }: { order: ScheduleOrder }) {
  const { change } = useUrlChoice("sort");
  return (
    <SortChoices
      order={order}
      labels={ORDERS}
      onChange={(chosen) => change(chosen === "CREATED" ? "" : chosen)}
      trigger={
        <Button aria-label={`Order: ${ORDERS[order]}`}>
          <ArrowDownNarrowWideIcon aria-hidden />
          {ORDERS[order]}
        </Button>
      }
    />
  );
}
