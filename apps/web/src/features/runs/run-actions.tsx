"use client";

import type { Run } from "@repo/core";
import { BanIcon, RotateCwIcon } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { loadLazily } from "@/components/load-lazily.tsx";
import { Button } from "@/components/ui/button.tsx";
import { triggerSchedule } from "@/features/schedules/trigger-schedule.ts";
import { notify } from "@/lib/notify.ts";

const CancelRunDialog = loadLazily(() =>
  import("./cancel-run-dialog.tsx").then((module) => module.CancelRunDialog),
);

/** Cancels a run that has not ended; starts it once more. */
export function RunActions({
  run,
  mayRunAgain,
  mayCancel,
}: {
  run: Pick<Run, "id" | "scheduleId" | "scheduleName" | "payload">;
  /** The schedule is still there. */
  mayRunAgain: boolean;
  /** It has not ended. */
  mayCancel: boolean;
}) {
  const router = useRouter();
  const [isCancelling, setIsCancelling] = useState(false);
  const [isPending, startTransition] = useTransition();
  const runAgain = () =>
    startTransition(async () => {
      const result = await triggerSchedule(run.scheduleId, run.payload);
      if (!result.ok) {
        return notify.error(result.errors.formError ?? `${run.scheduleName} could not be started`);
      }
      notify.success("A new run has been started");
      router.push(`/runs/${result.value.id}`);
    });
  return (
    <>
      {mayRunAgain && (
        <Button onClick={runAgain} disabled={isPending}>
          <RotateCwIcon aria-hidden />
          Run again
        </Button>
      )}
      {mayCancel && (
        <Button onClick={() => setIsCancelling(true)}>
          <BanIcon aria-hidden />
          Cancel run
        </Button>
      )}
      {isCancelling && <CancelRunDialog run={run} open={isCancelling} onOpenChange={setIsCancelling} />}
    </>
  );
}
