import type { LiveProcess } from "@repo/core";
import { CircleCheckIcon, CircleHelpIcon, ClockAlertIcon, ServerOffIcon } from "lucide-react";
import { EmptyState } from "@/components/empty-state.tsx";
import { RelativeTime, Timestamp } from "@/components/timestamp.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import { Card, CardDescription, CardHeader, CardTitle } from "@/components/ui/card.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table.tsx";
import { isSilent } from "@/features/overview/health.ts";
import { cn } from "@/lib/class-names.ts";
import { isSkewNoticeable, loadInWords, shortVersion, skewInWords } from "./process-facts.ts";

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
              <TableHead className="max-sm:hidden">Service</TableHead>
              <TableHead className="max-sm:hidden">Takes from</TableHead>
              <TableHead className="text-right">In hand</TableHead>
              <TableHead>Clock</TableHead>
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
  const { id, host, service, version, queues, clockSkew, renewedAt, startedAt } = process;
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
      <TableCell className="whitespace-nowrap max-sm:hidden">
        <span className="flex flex-col py-1">
          {service}
          <span className="font-mono text-muted-foreground text-xs" title={version}>
            {shortVersion(version) || "version not known"}
          </span>
        </span>
      </TableCell>
      <TableCell className="max-sm:hidden">
        {queues.length > 0 ? (
          <span className="wrap-anywhere font-mono text-xs">{queues.join(", ")}</span>
        ) : (
          "–"
        )}
      </TableCell>
      <TableCell className="whitespace-nowrap text-right">
        {queues.length > 0 ? <Load {...process} /> : "–"}
      </TableCell>
      <TableCell className="whitespace-nowrap">
        {clockSkew === undefined ? (
          "–"
        ) : (
          <span
            className={cn("flex items-center gap-1.5", isSkewNoticeable(clockSkew) && "text-warning")}
            title="Beside the clock of the database"
          >
            {isSkewNoticeable(clockSkew) && <ClockAlertIcon aria-hidden className="size-3.5" />}
            {skewInWords(clockSkew)}
          </span>
        )}
      </TableCell>
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

/** How full a worker's hands are. */
function Load({ runningCount, capacity }: Pick<LiveProcess, "runningCount" | "capacity">) {
  return (
    <span className="inline-flex flex-col items-end gap-1">
      {loadInWords({ runningCount, capacity })}
      {capacity > 0 && (
        <span aria-hidden className="h-1 w-16 overflow-hidden rounded-full bg-border">
          <span
            className="block h-full rounded-full bg-active-solid"
            style={{ width: `${Math.min(100, (100 * runningCount) / capacity)}%` }}
          />
        </span>
      )}
    </span>
  );
}
