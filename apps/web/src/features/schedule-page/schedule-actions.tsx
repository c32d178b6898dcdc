"use client";

import type { Payload, ScheduleState } from "@repo/core";
import {
  CircleHelpIcon,
  CopyPlusIcon,
  EllipsisIcon,
  PauseIcon,
  PencilIcon,
  PlayIcon,
  ZapIcon,
} from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { loadLazily } from "@/components/load-lazily.tsx";
import { openLazily } from "@/components/open-lazily.tsx";
import { Button } from "@/components/ui/button.tsx";
import { resumeSchedule } from "@/features/schedules/resume-schedule.ts";
import { notify } from "@/lib/notify.ts";

const PauseDialog = loadLazily(() =>
  import("@/features/schedules/pause-dialog.tsx").then((module) => module.PauseDialog),
);
const DeleteDialog = loadLazily(() =>
  import("@/features/schedules/delete-dialog.tsx").then((module) => module.DeleteDialog),
);
const TriggerDialog = loadLazily(() => import("./trigger-dialog.tsx").then((module) => module.TriggerDialog));
const BackfillDialog = loadLazily(() =>
  import("./backfill-dialog.tsx").then((module) => module.BackfillDialog),
);
const WhyDialog = loadLazily(() => import("./why-dialog.tsx").then((module) => module.WhyDialog));
const MoreMenu = openLazily(() => import("./more-menu.tsx").then((module) => module.MoreMenu));

/** What the dialogs and menus need to know of the schedule. */
export interface ActionSchedule {
  id: string;
  name: string;
  state: ScheduleState;
  payload: Payload | undefined;
  /** Whose clocks its times are read on. */
  zone: string;
}

export type ActionDialog = "pause" | "delete" | "trigger" | "backfill" | "why";

/** What can be done with a schedule. */
export function ScheduleActions({
  schedule,
  mayChange,
  mayCreate,
}: {
  schedule: ActionSchedule;
  mayChange: boolean;
  /** Whether the user may make schedules, such as a copy of this one. */
  mayCreate: boolean;
}) {
  const { id, name, state } = schedule;
  const router = useRouter();
  const [dialog, setDialog] = useState<ActionDialog>();
  const [isPending, startTransition] = useTransition();
  const resume = () =>
    startTransition(async () => {
      const result = await resumeSchedule(id);
      if (!result.ok) return notify.error(result.errors.formError ?? `${name} could not be resumed`);
      notify.success(`${name} is active again`);
      router.refresh();
    });
  const dialogProps = { schedule, open: true, onOpenChange: () => setDialog(undefined) };
  return (
    <>
      <Button variant="ghost" className="max-sm:px-2" onClick={() => setDialog("why")}>
        <CircleHelpIcon aria-hidden />
        <span className="max-sm:sr-only">Why?</span>
      </Button>
      {mayCreate && !mayChange && (
        <Button asChild>
          <Link href={`/schedules/new?from=${id}`}>
            <CopyPlusIcon aria-hidden />
            Duplicate
          </Link>
        </Button>
      )}
      {mayChange && (
        <>
          {state === "ACTIVE" && (
            <Button onClick={() => setDialog("pause")}>
              <PauseIcon aria-hidden />
              Pause
            </Button>
          )}
          {state === "PAUSED" && (
            <Button onClick={resume} disabled={isPending}>
              <PlayIcon aria-hidden />
              Resume
            </Button>
          )}
          <Button asChild>
            <Link href={`/schedules/${id}/edit`}>
              <PencilIcon aria-hidden />
              Edit
            </Link>
          </Button>
          <Button variant="primary" onClick={() => setDialog("trigger")}>
            <ZapIcon aria-hidden />
            Run now
          </Button>
          <MoreMenu
            scheduleId={id}
            onChoose={setDialog}
            trigger={
              <Button size="icon" aria-label="More actions">
                <EllipsisIcon aria-hidden />
              </Button>
            }
          />
        </>
      )}
      {dialog === "why" && <WhyDialog {...dialogProps} />}
      {dialog === "trigger" && <TriggerDialog {...dialogProps} />}
      {dialog === "backfill" && <BackfillDialog {...dialogProps} />}
      {dialog === "pause" && <PauseDialog {...dialogProps} />}
      {dialog === "delete" && <DeleteDialog {...dialogProps} onDeleted={() => router.push("/schedules")} />}
    </>
  );
}
