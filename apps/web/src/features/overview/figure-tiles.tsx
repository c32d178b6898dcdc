import type { Overview } from "@repo/core";
import {
  BanIcon,
  CircleCheckIcon,
  ClockAlertIcon,
  LoaderIcon,
  type LucideIcon,
  TimerIcon,
  TriangleAlertIcon,
} from "lucide-react";
import Link from "next/link";
import { cn } from "@/lib/class-names.ts";
import { countOf, formatCount, formatShare } from "@/lib/format-count.ts";
import { formatDuration } from "@/lib/format-time.ts";

const TONES = {
  plain: "text-muted-foreground",
  success: "text-success",
  warning: "text-warning",
  danger: "text-danger",
};

/** The figures that say at a glance whether all is well; each leads to its runs. */
export function FigureTiles({ overview }: { overview: Overview }) {
  const { figures, queues, oldestWait } = overview;
  const { onTimeCount, expectedCount, missedCount, failedCount, latenessP50, latenessP99 } = figures;
  const since = `from=${overview.from.toISOString()}&until=${overview.now.toISOString()}`;
  const running = queues.reduce((sum, { activeCount }) => sum + activeCount, 0);
  const waiting = queues.reduce((sum, { waitingCount }) => sum + waitingCount, 0);
  const isOnTime = onTimeCount === expectedCount;
  return (
    <div className="grid grid-cols-2 gap-3 lg:grid-cols-3 xl:grid-cols-6">
      <Tile
        label="On time"
        icon={isOnTime ? CircleCheckIcon : TriangleAlertIcon}
        tone={expectedCount === 0 ? "plain" : isOnTime ? "success" : "warning"}
        value={expectedCount === 0 ? "–" : formatShare(onTimeCount, expectedCount)}
        note={
          expectedCount === 0
            ? "no run was due"
            : `of ${countOf(expectedCount, "run")}, within ${formatDuration(figures.onTimeTolerance)}`
        }
      />
      <Tile
        label="Missed"
        icon={ClockAlertIcon}
        tone={missedCount === 0 ? "plain" : "danger"}
        value={formatCount(missedCount)}
        note={`${formatCount(figures.skippedCount - missedCount)} skipped otherwise`}
        href={`/runs?state=SKIPPED&reason=MISFIRED&${since}`}
      />
      <Tile
        label="Failed"
        icon={BanIcon}
        tone={failedCount === 0 ? "plain" : "danger"}
        value={formatCount(failedCount)}
        note={`${formatCount(figures.succeededCount)} succeeded`}
        href={`/runs?state=FAILED,TIMED_OUT&${since}`}
      />
      <Tile
        label="Running now"
        icon={LoaderIcon}
        tone="plain"
        value={formatCount(running)}
        note={`${formatCount(waiting)} ${waiting === 1 ? "waits" : "wait"} for a worker`}
        href="/runs?state=RUNNING"
      />
      <Tile
        label="Lateness, p99"
        icon={TimerIcon}
        tone="plain"
        value={latenessP99 === undefined ? "–" : formatDuration(latenessP99)}
        note={latenessP50 === undefined ? "no run started" : `half within ${formatDuration(latenessP50)}`}
      />
      <Tile
        label="Oldest waiting"
        icon={TimerIcon}
        tone={oldestWait !== undefined && oldestWait > figures.onTimeTolerance ? "warning" : "plain"}
        value={oldestWait === undefined ? "–" : formatDuration(oldestWait)}
        note={oldestWait === undefined ? "no run has to wait" : "ready, without a worker"}
      />
    </div>
  );
}

function Tile({
  label,
  icon: Icon,
  tone,
  value,
  note,
  href,
}: {
  label: string;
  icon: LucideIcon;
  tone: keyof typeof TONES;
  value: string;
  note: string;
  /** The runs that are counted. */
  href?: string;
}) {
  const classes = "block rounded-lg border bg-surface px-4 py-3";
  const content = (
    <>
      <span className="flex items-center justify-between gap-2 text-muted-foreground">
        {label}
        <Icon aria-hidden className={cn("size-4 shrink-0", TONES[tone])} />
      </span>
      <span
        className={cn(
          "mt-1 block truncate font-semibold text-2xl tracking-tight",
          tone !== "plain" && TONES[tone],
        )}
      >
        {value}
      </span>
      <span className="block text-muted-foreground text-xs">{note}</span>
    </>
  );
  if (href === undefined) return <div className={classes}>{content}</div>;
  return (
    <Link href={href} prefetch={false} className={cn(classes, "transition-colors hover:bg-hover")}>
      {content}
    </Link>
  );
}
