"use client";

import type { OpenedProps } from "@/components/open-lazily.tsx";
import {
  DropdownMenu,
  DropdownMenuCheckboxItem,
  DropdownMenuContent,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu.tsx";
import { type Density, type ListView, OPTIONAL_COLUMNS, type OptionalColumn } from "./list-view.ts";

const COLUMNS = Object.entries(OPTIONAL_COLUMNS) as [OptionalColumn, string][];

/** Chooses columns and density. */
export function ViewOptions({
  view,
  onChange,
  trigger,
}: { view: ListView; onChange: (view: ListView) => void } & OpenedProps) {
  const { hidden } = view;
  const toggle = (column: OptionalColumn) =>
    onChange({
      ...view,
      hidden: hidden.includes(column) ? hidden.filter((other) => other !== column) : [...hidden, column],
    });
  return (
    <DropdownMenu defaultOpen>
      <DropdownMenuTrigger asChild>{trigger}</DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuLabel>Columns</DropdownMenuLabel>
        {COLUMNS.map(([column, title]) => (
          <DropdownMenuCheckboxItem
            key={column}
            checked={!hidden.includes(column)}
            onCheckedChange={() => toggle(column)}
            // several may be chosen in a row
            onSelect={(event) => event.preventDefault()}
          >
            {title}
          </DropdownMenuCheckboxItem>
        ))}
        <DropdownMenuSeparator />
        <DropdownMenuLabel>Rows</DropdownMenuLabel>
        <DropdownMenuRadioGroup
          value={view.density}
          onValueChange={(density) => onChange({ ...view, density: density as Density })}
        >
          <DropdownMenuRadioItem value="comfortable">Comfortable</DropdownMenuRadioItem>
          <DropdownMenuRadioItem value="compact">Compact</DropdownMenuRadioItem>
        </DropdownMenuRadioGroup>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
