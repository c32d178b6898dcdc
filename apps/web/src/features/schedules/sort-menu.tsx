"use client";

import type { ScheduleOrder } from "@repo/core";
import { ArrowDownNarrowWideIcon } from "lucide-react";
import { useUrlText } from "@/components/filters/use-url-filter.ts";
import { Button } from "@/components/ui/button.tsx";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu.tsx";

const ORDERS = {
  CREATED: "Newest first",
  NAME: "By name",
  NEXT_DUE: "Due next",
  UPDATED: "Changed last",
} satisfies Record<ScheduleOrder, string>;

/** What comes first in the list. */
export function SortMenu({ order }: { order: ScheduleOrder }) {
  const { change } = useUrlText("sort");
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button aria-label={`Order: ${ORDERS[order]}`}>
          <ArrowDownNarrowWideIcon aria-hidden />
          {ORDERS[order]}
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start">
        <DropdownMenuRadioGroup
          value={order}
          onValueChange={(chosen) => change(chosen === "CREATED" ? "" : chosen)}
        >
          {Object.entries(ORDERS).map(([value, label]) => (
            <DropdownMenuRadioItem key={value} value={value}>
              {label}
            </DropdownMenuRadioItem>
          ))}
        </DropdownMenuRadioGroup>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
