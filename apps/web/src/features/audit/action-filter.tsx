"use client";

import { useUrlChoice } from "@/components/filters/use-url-filter.ts";
import { fieldClasses } from "@/components/ui/input.tsx";
import { cn } from "@/lib/class-names.ts";
import { AUDIT_ACTIONS } from "./audit-actions.ts";

/** Chooses one kind of action, or all of them. */
export function ActionFilter() {
  const { value, change } = useUrlChoice("action");
  return (
    <select
      aria-label="Action"
      value={value}
      onChange={(event) => change(event.target.value)}
      className={cn(fieldClasses, "h-8 w-auto", value === "" && "border-dashed text-muted-foreground")}
    >
      <option value="">All actions</option>
      {Object.entries(AUDIT_ACTIONS).map(([action, { label }]) => (
        <option key={action} value={action}>
          {label}
        </option>
      ))}
    </select>
  );
}
