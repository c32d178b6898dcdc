import type { Schedule } from "@repo/core";
import { CalendarOffIcon } from "lucide-react";
import { EmptyState } from "@/components/empty-state.tsx";
import { HoverLink } from "@/components/hover-link.tsx";
import { RelativeTime, Timestamp } from "@/components/timestamp.tsx";
import { Alert } from "@/components/ui/alert.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import { Card } from "@/components/ui/card.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table.tsx";
import { cn } from "@/lib/class-names.ts";
import { formatDuration } from "@/lib/format-time.ts";
import type { UpcomingDueTime } from "./upcoming.ts";

/** What is due next, on the schedule's clocks and on the viewer's. */
export function UpcomingList({
  schedule: { state, definition },
  dueTimes,
}: {
  schedule: Schedule;
  dueTimes: readonly UpcomingDueTime[];
}) {
  const zone = definition.spec.type === "cron" ? definition.spec.timeZone : undefined;
  const isInOtherZone = zone !== undefined;
  if (dueTimes.length === 0) {
    return (
      <Card>
        <EmptyState icon={CalendarOffIcon} title="Nothing is due any more">
          The schedule has had its last due time. Edit it to give it new ones, or duplicate it.
        </EmptyState>
      </Card>
    );
  }
  return (
    <div className="flex flex-col gap-3">
      {state === "PAUSED" && <Alert tone="warning">None of these runs while the schedule is paused.</Alert>}
      <Card className="overflow-hidden">
        <Table aria-label="Upcoming due times">
          <TableHeader>
            <TableRow className="hover:bg-transparent">
              <TableHead className="w-px">Due</TableHead>
              {zone !== undefined && <TableHead className="w-px">In {zone}</TableHead>}
              <TableHead className={cn("w-px", isInOtherZone && "max-sm:hidden")}>Your time</TableHead>
              <TableHead className="w-px max-sm:hidden">State</TableHead>
              <TableHead>Note</TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {dueTimes.map(({ dueAt, fireAt, note, runId }) => (
              <TableRow key={dueAt.getTime()}>
                <TableCell>
                  <RelativeTime at={dueAt} />
                </TableCell>
                {zone !== undefined && (
                  <TableCell>
                    <Timestamp at={dueAt} zone={zone} showZone={false} />
                    <span className="block text-muted-foreground text-xs sm:hidden">
                      <Timestamp at={dueAt} />
                    </span>
                  </TableCell>
                )}
                <TableCell className={cn("text-muted-foreground", isInOtherZone && "max-sm:hidden")}>
                  <Timestamp at={dueAt} />
                </TableCell>
                <TableCell className="max-sm:hidden">
                  {runId === undefined ? (
                    <Badge tone="outline">not planned yet</Badge>
                  ) : (
                    <HoverLink href={`/runs/${runId}`} className="rounded-sm">
                      <Badge tone="active">planned</Badge>
                    </HoverLink>
                  )}
                </TableCell>
                <TableCell className="text-muted-foreground">
                  {[note, jitterNote(dueAt, fireAt)].filter((text) => text !== undefined).join("; ")}
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </Card>
    </div>
  );
}

function jitterNote(dueAt: Date, fireAt: Date): string | undefined {
  const jitter = fireAt.getTime() - dueAt.getTime();
  return jitter === 0 ? undefined : `fires ${formatDuration(jitter)} later, by jitter`;
}
