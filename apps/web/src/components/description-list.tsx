import type { ReactNode } from "react";
import { cn } from "@/lib/class-names.ts";

/** Names and values beside each other; below each other where there is no room. */
export function DescriptionList({
  isNarrow = false,
  children,
}: {
  /** In a card beside others: less room for the names. */
  isNarrow?: boolean;
  children: ReactNode;
}) {
  const columns = isNarrow ? "sm:grid-cols-[6rem_minmax(0,1fr)]" : "sm:grid-cols-[10rem_minmax(0,1fr)]";
  return <dl className={cn("grid gap-x-6 gap-y-2.5", columns)}>{children}</dl>;
}

export function Description({ name, children }: { name: ReactNode; children: ReactNode }) {
  return (
    <div className="contents">
      <dt className="text-muted-foreground">{name}</dt>
      <dd className="wrap-anywhere -mt-2 min-w-0 sm:mt-0">{children}</dd>
    </div>
  );
}
