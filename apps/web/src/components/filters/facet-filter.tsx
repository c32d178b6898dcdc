"use client";

import { ChevronDownIcon, type LucideIcon } from "lucide-react";
import { openLazily } from "@/components/open-lazily.tsx";
import { Button } from "@/components/ui/button.tsx";
import { useUrlValues } from "./use-url-filter.ts";

export interface FacetOption {
  value: string;
  label: string;
  icon?: LucideIcon;
}

const FacetMenu = openLazily(() => import("./facet-menu.tsx").then((module) => module.FacetMenu));

/** Chooses some of a few values. */
export function FacetFilter({
  param,
  label,
  options,
}: {
  param: string;
  label: string;
  options: readonly FacetOption[];
}) {
  const { values, change } = useUrlValues(param);
  const chosen = options.filter(({ value }) => values.includes(value));
  const toggle = (value: string) =>
    change(values.includes(value) ? values.filter((other) => other !== value) : [...values, value]);
  return (
    <FacetMenu
      options={options}
      values={values}
      onToggle={toggle}
      trigger={
        <Button className={chosen.length === 0 ? "border-dashed text-muted-foreground" : ""}>
          {label}
          {chosen.length > 0 && (
            <span className="max-w-40 truncate font-normal text-muted-foreground">
              {chosen.length > 2
                ? `${chosen.length} chosen`
                : chosen.map((option) => option.label).join(", ")}
            </span>
          )}
          <ChevronDownIcon aria-hidden className="text-muted-foreground" />
        </Button>
      }
    />
  );
}
