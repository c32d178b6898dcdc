import type { LiveProcess } from "@repo/core";
import { CircleCheckIcon, CircleHelpIcon, ServerOffIcon } from "lucide-react";
import { EmptyState } from "@/components/empty-state.tsx";
import { RelativeTime, Timestamp } from "@/components/timestamp.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import { Card, CardDescription, CardHeader, CardTitle } from "@/components/ui/card.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table.tsx";
import { isSilent } from "@/features/overview/health.ts";
import { formatCount } from "@/lib/format-count.ts";

/** Every process that renews a lease, with its last sign of life. */
export function ProcessTable({ processes, now }: { processes: readonly LiveProcess[]; now: Date }) {
  return (
    <Card>
      <CardHeader>
        <CardTitle>Processes</CardTitle>
        <CardDescription>
          Each says again and again that it is alive. The master is not among them: it plans, and ends.
        </CardDescription>
      </CardHeader>
      {processes.length === 0 ? (
        <EmptyState icon={ServerOffIcon} title="No process says that it is alive">
          Start <code>services/schedule-microservice</code> and <code>services/worker</code> with the same
          Postgres and Redis: they appear here by themselves.
        </EmptyState>
      ) : (
        <Table aria-label="Processes">
          <TableHeader>
            <TableRow className="hover:bg-transparent">
              <TableHead>Host</TableHead>
              <TableHead>State</TableHead>
              <TableHead>Service</TableHead>
              <TableHead>Takes from</TableHead>
              <TableHead className="text-right">Running</TableHead>
              <TableHead>Last sign of life</TableHead>
              <TableHead>Started</TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {processes.map((process) => (
              <ProcessRow key={process.id} process={process} isSilent={isSilent(process, now)} />
            ))}
          </TableBody>
        </Table>
      )}
    </Card>
  );
}

function ProcessRow({ process, isSilent: silent }: { process: LiveProcess; isSilent: boolean }) {
  const { id, host, service, queues, runningCount, renewedAt, startedAt } = process;
  return (
    <TableRow>
      <TableCell>
        <span className="flex min-w-32 flex-col py-1">
          <span className="wrap-anywhere font-medium">{host}</span>
          <span className="wrap-anywhere font-mono text-muted-foreground text-xs">{id}</span>
        </span>
      </TableCell>
      <TableCell>
        <Badge tone={silent ? "warning" : "success"}>
          {silent ? <CircleHelpIcon aria-hidden /> : <CircleCheckIcon aria-hidden />}
          {silent ? "Silent" : "Alive"}
        </Badge>
      </TableCell>
      <TableCell className="whitespace-nowrap">{service}</TableCell>
      <TableCell className="wrap-anywhere font-mono text-xs">{queues.join(", ") || "–"}</TableCell>
      <TableCell className="text-right">{queues.length > 0 ? formatCount(runningCount) : "–"}</TableCell>
      <TableCell className="whitespace-nowrap">
        <RelativeTime at={renewedAt} />
      </TableCell>
      <TableCell className="whitespace-nowrap">
        <span className="flex flex-col py-1">
          <RelativeTime at={startedAt} />
          <Timestamp at={startedAt} short className="text-muted-foreground text-xs" />
        </span>
      </TableCell>
    </TableRow>
  );
}
