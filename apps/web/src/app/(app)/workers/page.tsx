import type { Metadata } from "next";
import { PageHeader } from "@/components/page-header.tsx";
import { getOverview } from "@/features/overview/get-overview.ts";
import { isSilent } from "@/features/overview/health.ts";
import { HorizonCard } from "@/features/overview/horizon-card.tsx";
import { OverviewLive } from "@/features/overview/overview-live.tsx";
import { WINDOW_LENGTHS_MS } from "@/features/overview/overview-window.ts";
import { ProcessTable } from "@/features/processes/process-table.tsx";
import { QueueTable } from "@/features/processes/queue-table.tsx";
import { servedQueuesOf } from "@/features/processes/served-queues.ts";
import { countOf } from "@/lib/format-count.ts";
import { requireUser } from "@/server/session/current-user.ts";

export const metadata: Metadata = { title: "Processes" };

export default async function ProcessesPage() {
  // the window that the overview begins with, whose answer is likely to be there already
  const [overview] = await Promise.all([getOverview(WINDOW_LENGTHS_MS["1h"]), requireUser()]);
  const { processes, now } = overview;
  const queues = servedQueuesOf(overview);
  const silent = processes.filter((process) => isSilent(process, now)).length;
  const stuck = queues.filter(({ isStuck }) => isStuck).length;
  return (
    <>
      <PageHeader title="Processes" description="Who is alive, and who takes from which queue." />
      <OverviewLive
        summary={`${silent} of ${processes.length} processes silent, ${countOf(stuck, "queue")} without a worker.`}
      />
      <div className="space-y-3">
        <ProcessTable processes={processes} now={now} />
        <div className="grid grid-cols-1 items-start gap-3 xl:grid-cols-2">
          <QueueTable queues={queues} />
          <HorizonCard overview={overview} />
        </div>
      </div>
    </>
  );
}
