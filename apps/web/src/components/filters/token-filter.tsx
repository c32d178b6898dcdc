"use client";

import { openLazily } from "@/components/open-lazily.tsx";
import { Button } from "@/components/ui/button.tsx";
import { useUrlValues } from "./use-url-filter.ts";

const TokenPopover = openLazily(() => import("./token-popover.tsx").then((module) => module.TokenPopover));

/** Narrows a list by words of the user's own, such as tags; those in sight are offered. */
export function TokenFilter({
  param,
  label,
  hint,
  suggestions,
  isSingle = false,
}: {
  param: string;
  label: string;
  hint: string;
  suggestions: readonly string[];
  /** One value only: another takes its place. */
  isSingle?: boolean;
}) {
  const { values, change } = useUrlValues(param);
  return (
    <TokenPopover
      label={label}
      hint={hint}
      suggestions={suggestions}
      isSingle={isSingle}
      values={values}
      onChange={change}
      trigger={
        <Button className={values.length === 0 ? "border-dashed text-muted-foreground" : ""}>
          {label}
          {values.length > 0 && (
            <span className="max-w-40 truncate font-normal text-muted-foreground">{values.join(", ")}</span>
          )}
        </Button>
      }
    />
  );
}
