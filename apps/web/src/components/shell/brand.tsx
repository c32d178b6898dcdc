import { CalendarClockIcon } from "lucide-react";
import Link from "next/link";
import { cn } from "@/lib/class-names.ts";

export function Brand({ isCollapsed = false }: { isCollapsed?: boolean }) {
  return (
    <Link
      href="/"
      className={cn("flex h-12 shrink-0 items-center gap-2.5 px-3.5", isCollapsed && "justify-center px-0")}
    >
      <span className="flex size-7 items-center justify-center rounded-md bg-primary text-primary-foreground">
        <CalendarClockIcon className="size-4" aria-hidden />
      </span>
      <span className={cn("font-semibold tracking-tight", isCollapsed && "sr-only")}>Scheduler</span>
    </Link>
  );
}
