"use client";

import type { OpenedProps } from "@/components/open-lazily.tsx";
import {
  DropdownMenu,
  DropdownMenuCheckboxItem,
  DropdownMenuContent,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu.tsx";
import type { FacetOption } from "./facet-filter.tsx";

/** The values of a facet to choose from. */
export function FacetMenu({
  options,
  values,
  onToggle,
  trigger,
}: {
  options: readonly FacetOption[];
  values: readonly string[];
  onToggle: (value: string) => void;
} & OpenedProps) {
  return (
    <DropdownMenu defaultOpen>
      <DropdownMenuTrigger asChild>{trigger}</DropdownMenuTrigger>
      <DropdownMenuContent align="start">
        {options.map(({ value, label, icon: Icon }) => (
          <DropdownMenuCheckboxItem
            key={value}
            checked={values.includes(value)}
            onCheckedChange={() => onToggle(value)}
            // several may be chosen in a row
            onSelect={(event) => event.preventDefault()}
          >
            {Icon !== undefined && <Icon aria-hidden />}
            {label}
          </DropdownMenuCheckboxItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
