"use client";

import {
  CopyPlusIcon,
  type LucideIcon,
  PauseIcon,
  PencilIcon,
  PlayIcon,
  Trash2Icon,
  ZapIcon,
} from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { OpenedProps } from "@/components/open-lazily.tsx";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu.tsx";
import { notify } from "@/lib/notify.ts";
import { DeleteDialog } from "./delete-dialog.tsx";
import { PauseDialog } from "./pause-dialog.tsx";
import { resumeSchedule } from "./resume-schedule.ts";
import type { ScheduleRow } from "./schedule-row.ts";
import { triggerSchedule } from "./trigger-schedule.ts";

/** What can be done with the schedule of one row. */
export function RowActions({
  schedule,
  trigger,
}: { schedule: Pick<ScheduleRow, "id" | "name" | "state" | "refusal"> } & OpenedProps) {
  const { id, name, state, refusal } = schedule;
  const router = useRouter();
  const [dialog, setDialog] = useState<"pause" | "delete">();
  const dialogProps = (which: "pause" | "delete") => ({
    schedule,
    open: dialog === which,
    onOpenChange: (open: boolean) => setDialog(open ? which : undefined),
  });

  const resume = async () => {
    const result = await resumeSchedule(id);
    if (!result.ok) return void notify.error(result.errors.formError ?? `${name} could not be resumed`);
    notify.success(`${name} is active again`);
    router.refresh();
  };
  const runNow = async () => {
    const result = await triggerSchedule(id);
    if (!result.ok) return void notify.error(result.errors.formError ?? `${name} could not be started`);
    const { id: runId } = result.value;
    notify.success(`A run of ${name} has been started`, {
      action: { label: "Show it", onClick: () => router.push(`/runs/${runId}`) },
    });
  };

  return (
    <>
      <DropdownMenu defaultOpen>
        <DropdownMenuTrigger asChild>{trigger}</DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          {refusal === undefined ? (
            <>
              <Action icon={ZapIcon} label="Run now" onSelect={runNow} />
              {state === "ACTIVE" && (
                <Action icon={PauseIcon} label="Pause …" onSelect={() => setDialog("pause")} />
              )}
              {state === "PAUSED" && <Action icon={PlayIcon} label="Resume" onSelect={resume} />}
              <DropdownMenuSeparator />
              <LinkAction icon={PencilIcon} label="Edit" href={`/schedules/${id}/edit`} />
            </>
          ) : (
            <DropdownMenuLabel className="max-w-56">{refusal}</DropdownMenuLabel>
          )}
          <LinkAction icon={CopyPlusIcon} label="Duplicate" href={`/schedules/new?from=${id}`} />
          {refusal === undefined && (
            <>
              <DropdownMenuSeparator />
              <DropdownMenuItem variant="danger" onSelect={() => setDialog("delete")}>
                <Trash2Icon aria-hidden />
                Delete …
              </DropdownMenuItem>
            </>
          )}
        </DropdownMenuContent>
      </DropdownMenu>
      <PauseDialog {...dialogProps("pause")} />
      <DeleteDialog {...dialogProps("delete")} />
    </>
  );
}

function Action({
  icon: Icon,
  label,
  onSelect,
}: {
  icon: LucideIcon;
  label: string;
  onSelect: () => unknown;
}) {
  return (
    <DropdownMenuItem onSelect={() => void onSelect()}>
      <Icon aria-hidden />
      {label}
    </DropdownMenuItem>
  );
}

function LinkAction({ icon: Icon, label, href }: { icon: LucideIcon; label: string; href: string }) {
  return (
    <DropdownMenuItem asChild>
      <Link href={href}>
        <Icon aria-hidden />
        {label}
      </Link>
    </DropdownMenuItem>
  );
}
