import type { Run } from "@repo/core";
import { ChevronLeftIcon, ChevronRightIcon, type LucideIcon } from "lucide-react";
import Link from "next/link";
import { Button } from "@/components/ui/button.tsx";

/** The way to the runs before and after. */
export function RunNeighbours({ previous, next }: { previous: Run | undefined; next: Run | undefined }) {
  return (
    <nav aria-label="Neighbouring runs" className="flex">
      <Neighbour run={previous} label="Previous run" icon={ChevronLeftIcon} />
      <Neighbour run={next} label="Next run" icon={ChevronRightIcon} />
    </nav>
  );
}

function Neighbour({ run, label, icon: Icon }: { run: Run | undefined; label: string; icon: LucideIcon }) {
  const icon = <Icon aria-hidden />;
  if (run === undefined) {
    return (
      <Button variant="ghost" size="icon" disabled aria-label={label}>
        {icon}
      </Button>
    );
  }
  return (
    <Button variant="ghost" size="icon" asChild>
      <Link href={`/runs/${run.id}`} aria-label={label} title={label}>
        {icon}
      </Link>
    </Button>
  );
}
