import type { LiveProcess, Overview } from "@repo/core";
import { CircleCheckIcon, CircleHelpIcon } from "lucide-react";
import Link from "next/link";
import { RelativeTime } from "@/components/timestamp.tsx";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card.tsx";
import { loadInWords } from "@/features/processes/process-facts.ts";
import { cn } from "@/lib/class-names.ts";
import { countOf } from "@/lib/format-count.ts";
import { isSilent } from "./health.ts";

/** Who is alive: one tile for each process, with its last sign of life. */
export function ProcessGrid({ overview: { processes, now } }: { overview: Overview }) {
  const byService = Map.groupBy(processes, ({ service }) => service);
  const workers = byService.get("worker") ?? [];
  const replicas = byService.get("schedule-microservice") ?? [];
  return (
    <Card>
      <CardHeader>
        <CardTitle>Processes</CardTitle>
        <p className="text-muted-foreground">
          {countOf(replicas.length, "replica")}, {countOf(workers.length, "worker")}
        </p>
        <Link
          href="/workers"
          prefetch={false}
          className="ml-auto rounded-sm text-muted-foreground hover:text-foreground hover:underline"
        >
          All processes and queues
        </Link>
      </CardHeader>
      <CardContent className="space-y-4">
        <ProcessGroup
          label="Replicas of schedule-microservice"
          processes={replicas}
          now={now}
          none="None renews a lease: nothing is planned, and what is planned is not queued."
        />
        <ProcessGroup
          label="Workers"
          processes={workers}
          now={now}
          none="No worker is alive: runs wait until one is."
        />
      </CardContent>
    </Card>
  );
}

function ProcessGroup({
  label,
  processes,
  now,
  none,
}: {
  label: string;
  processes: readonly LiveProcess[];
  now: Date;
  none: string;
}) {
  return (
    <div>
      <h3 className="pb-2 font-medium text-muted-foreground text-xs">{label}</h3>
      {processes.length === 0 ? (
        <p className="text-warning">{none}</p>
      ) : (
        <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,13rem),1fr))] gap-2">
          {processes.map((process) => (
            <ProcessTile key={process.id} process={process} isSilent={isSilent(process, now)} />
          ))}
        </ul>
      )}
    </div>
  );
}

function ProcessTile({ process, isSilent: silent }: { process: LiveProcess; isSilent: boolean }) {
  const { id, host, renewedAt, startedAt, queues } = process;
  const Icon = silent ? CircleHelpIcon : CircleCheckIcon;
  return (
    <li
      className={cn("rounded-md border px-3 py-2", silent && "border-warning-solid/40 bg-warning-soft")}
      title={id}
    >
      <p className="flex items-center gap-1.5">
        <Icon aria-hidden className={cn("size-3.5 shrink-0", silent ? "text-warning" : "text-success")} />
        <span className="truncate font-medium">{host}</span>
        <span className="ml-auto shrink-0 pl-1 font-mono text-muted-foreground text-xs">{id.slice(-6)}</span>
      </p>
      <p className="mt-0.5 text-muted-foreground text-xs">
        {silent ? "silent, last seen " : "seen "}
        <RelativeTime at={renewedAt} /> · started <RelativeTime at={startedAt} />
      </p>
      {queues.length > 0 && (
        <p className="truncate text-muted-foreground text-xs" title={queues.join(", ")}>
          {loadInWords(process)} in hand, from {queues.join(", ")}
        </p>
      )}
    </li>
  );
}
