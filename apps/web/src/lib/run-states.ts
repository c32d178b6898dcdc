import type { RunReason, RunState, ScheduleState } from "@repo/core";
import {
  BanIcon,
  CheckIcon,
  CircleCheckBigIcon,
  CircleDashedIcon,
  CirclePlayIcon,
  ClockAlertIcon,
  ClockIcon,
  LoaderIcon,
  type LucideIcon,
  PauseIcon,
  SkipForwardIcon,
  Trash2Icon,
  XIcon,
} from "lucide-react";
import type { BadgeTone } from "@/components/ui/badge.tsx";

/** How a state is shown everywhere: never by its colour alone. */
export interface StateLook {
  label: string;
  tone: Exclude<BadgeTone, "outline">;
  icon: LucideIcon;
}

export const RUN_STATES = {
  PLANNED: { label: "Planned", tone: "quiet", icon: CircleDashedIcon },
  QUEUED: { label: "Queued", tone: "quiet", icon: ClockIcon },
  RUNNING: { label: "Running", tone: "active", icon: LoaderIcon },
  SUCCEEDED: { label: "Succeeded", tone: "success", icon: CheckIcon },
  FAILED: { label: "Failed", tone: "danger", icon: XIcon },
  CANCELLED: { label: "Cancelled", tone: "quiet", icon: BanIcon },
  TIMED_OUT: { label: "Timed out", tone: "danger", icon: ClockAlertIcon },
  SKIPPED: { label: "Skipped", tone: "warning", icon: SkipForwardIcon },
} satisfies Record<RunState, StateLook>;

export const SCHEDULE_STATES = {
  ACTIVE: { label: "Active", tone: "success", icon: CirclePlayIcon },
  PAUSED: { label: "Paused", tone: "warning", icon: PauseIcon },
  COMPLETED: { label: "Completed", tone: "quiet", icon: CircleCheckBigIcon },
  DELETED: { label: "Deleted", tone: "quiet", icon: Trash2Icon },
} satisfies Record<ScheduleState, StateLook>;

/** Why a run ended as it did or waits, in a few words. */
export const RUN_REASONS = {
  MISFIRED: "found too late",
  OVERLAPPED: "previous run still active",
  PAUSED: "schedule was paused",
  SUPERSEDED: "schedule was changed",
  DELETED: "schedule was deleted",
  TARGET_FAILED: "target failed",
  ATTEMPT_TIMED_OUT: "attempt timed out",
  WORKER_LOST: "worker was lost",
  CANCELLED_BY_REQUEST: "cancelled by hand",
  CANCELLED_BY_OVERLAP: "cancelled by a later run",
  BUFFERED: "waits for the previous run",
  RETRYING: "waits for its next attempt",
} satisfies Record<RunReason, string>;
