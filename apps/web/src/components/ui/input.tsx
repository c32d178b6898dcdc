import type { ComponentProps } from "react";
import { cn } from "@/lib/class-names.ts";

/** What every field that takes text looks like. */
export const fieldClasses =
  "w-full min-w-0 rounded-md border border-input bg-surface px-2.5 text-sm text-foreground transition-colors placeholder:text-muted-foreground focus-visible:border-ring focus-visible:outline-1 focus-visible:outline-offset-0 disabled:cursor-not-allowed disabled:opacity-60 aria-invalid:border-danger-solid";

export function Input({ className, ...props }: ComponentProps<"input">) {
  return <input className={cn(fieldClasses, "h-8", className)} {...props} />;
}
