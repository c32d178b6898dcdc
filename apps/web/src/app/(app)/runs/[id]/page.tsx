import { roleIncludes } from "@repo/core";
import type { Metadata } from "next";
import { explainRun } from "@/features/runs/explain-run.ts";
import { findSchedule } from "@/features/runs/find-schedule.ts";
import { getCancellation } from "@/features/runs/get-cancellation.ts";
import { getNeighbours } from "@/features/runs/get-neighbours.ts";
import { getRun } from "@/features/runs/get-run.ts";
import { getUsualDuration } from "@/features/runs/get-usual-duration.ts";
import { RunPage } from "@/features/runs/run-page.tsx";
import { whyUnchangeable } from "@/features/schedules/why-unchangeable.ts";
import { requireUser } from "@/server/session/current-user.ts";

interface Props {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { scheduleName } = await getRun((await params).id);
  return { title: `Run of ${scheduleName}` };
}

export default async function Page({ params }: Props) {
  const run = await getRun((await params).id);
  const user = await requireUser();
  const isTold = run.reason === "CANCELLED_BY_REQUEST" && roleIncludes(user.role, "ADMIN");
  const [schedule, explanation, neighbours, cancellation, usualDuration] = await Promise.all([
    findSchedule(run.scheduleId),
    explainRun(run),
    getNeighbours(run),
    isTold ? getCancellation(run.id) : undefined,
    run.state === "RUNNING" ? getUsualDuration(run) : undefined,
  ]);
  return (
    <RunPage
      run={run}
      schedule={schedule}
      explanation={explanation}
      cancellation={cancellation}
      usualDuration={usualDuration}
      previous={neighbours.previous}
      next={neighbours.next}
      // nobody but an administrator may change what is no more
      refusal={whyUnchangeable(user, schedule?.owner ?? "")}
    />
  );
}
