import { TriangleAlertIcon } from "lucide-react";
import { Card, CardHeader, CardTitle } from "@/components/ui/card.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table.tsx";
import { formatCount } from "@/lib/format-count.ts";
import type { ServedQueue } from "./served-queues.ts";

/** What each queue holds, who takes from it, and what to do where nobody does. */
export function QueueTable({ queues }: { queues: readonly ServedQueue[] }) {
  return (
    <Card>
      <CardHeader>
        <CardTitle>Queues</CardTitle>
      </CardHeader>
      {queues.length === 0 ? (
        <p className="p-4 text-muted-foreground">
          A queue is here as soon as a schedule puts runs into it, or a worker takes from it.
        </p>
      ) : (
        <Table aria-label="Queues">
          <TableHeader>
            <TableRow className="hover:bg-transparent">
              <TableHead>Queue</TableHead>
              <TableHead className="text-right">Workers</TableHead>
              <TableHead className="text-right">Waiting</TableHead>
              <TableHead className="text-right">Running</TableHead>
              <TableHead className="text-right max-sm:hidden">Not due yet</TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {queues.map((queue) => (
              <QueueRow key={queue.queue} {...queue} />
            ))}
          </TableBody>
        </Table>
      )}
    </Card>
  );
}

function QueueRow({ queue, workerCount, isStuck, waitingCount, activeCount, delayedCount }: ServedQueue) {
  return (
    <TableRow>
      <TableCell>
        <span className="wrap-break-word font-mono text-xs">{queue}</span>
        {isStuck && (
          <span className="mt-1 flex max-w-80 items-start gap-1.5 whitespace-normal text-warning text-xs">
            <TriangleAlertIcon aria-hidden className="mt-0.5 size-3.5 shrink-0" />
            <span>
              No worker takes from it, so its runs wait. Name it in WORKER_QUEUES of a worker, or give its
              schedules another queue.
            </span>
          </span>
        )}
      </TableCell>
      <TableCell className="text-right">{formatCount(workerCount)}</TableCell>
      <TableCell className="text-right">{formatCount(waitingCount)}</TableCell>
      <TableCell className="text-right">{formatCount(activeCount)}</TableCell>
      <TableCell className="text-right text-muted-foreground max-sm:hidden">
        {formatCount(delayedCount)}
      </TableCell>
    </TableRow>
  );
}
