import type { QueueDepth } from "@repo/core";
import { Card, CardHeader, CardTitle } from "@/components/ui/card.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table.tsx";
import { formatCount } from "@/lib/format-count.ts";

/** What each queue holds. */
export function QueueTable({ queues }: { queues: readonly QueueDepth[] }) {
  return (
    <Card>
      <CardHeader>
        <CardTitle>Queues</CardTitle>
      </CardHeader>
      {queues.length === 0 ? (
        <p className="p-4 text-muted-foreground">Queues are here as soon as a schedule names one.</p>
      ) : (
        <Table aria-label="Queues">
          <TableHeader>
            <TableRow className="hover:bg-transparent">
              <TableHead>Queue</TableHead>
              <TableHead className="text-right">Waiting</TableHead>
              <TableHead className="text-right">Running</TableHead>
              <TableHead className="text-right">Not due yet</TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {queues.map(({ queue, waitingCount, activeCount, delayedCount }) => (
              <TableRow key={queue}>
                <TableCell className="max-w-40 truncate font-mono text-xs" title={queue}>
                  {queue}
                </TableCell>
                <TableCell className="text-right">{formatCount(waitingCount)}</TableCell>
                <TableCell className="text-right">{formatCount(activeCount)}</TableCell>
                <TableCell className="text-right text-muted-foreground">
                  {formatCount(delayedCount)}
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
    </Card>
  );
}
