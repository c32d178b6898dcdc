"use client";

import type { ScheduleOrder } from "@repo/core";
import type { OpenedProps } from "@/components/open-lazily.tsx";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu.tsx";

/** The orders to choose from. */
export function SortChoices({
  order,
  labels,
  onChange,
  trigger,
}: {
  order: ScheduleOrder;
  labels: Readonly<Record<ScheduleOrder, string>>;
  onChange: (order: string) => void;
} & OpenedProps) {
  return (
    <DropdownMenu defaultOpen>
      <DropdownMenuTrigger asChild>{trigger}</DropdownMenuTrigger>
      <DropdownMenuContent align="start">
        <DropdownMenuRadioGroup value={order} onValueChange={onChange}>
          {Object.entries(labels).map(([value, label]) => (
            <DropdownMenuRadioItem key={value} value={value}>
              {label}
            </DropdownMenuRadioItem>
          ))}
        </DropdownMenuRadioGroup>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
