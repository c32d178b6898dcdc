import type { RunReason, RunState, ScheduleState } from "@repo/core";
import { Badge } from "@/components/ui/badge.tsx";
import { cn } from "@/lib/class-names.ts";
import { RUN_REASONS, RUN_STATES, SCHEDULE_STATES, type StateLook } from "@/lib/run-states.ts";

function StateBadge({
  look,
  detail,
  isMoving = false,
  isInRow = false,
  isShort = false,
}: {
  look: StateLook;
  detail?: string;
  isMoving?: boolean;
  isInRow?: boolean;
  isShort?: boolean;
}) {
  const { icon: Icon, label, tone } = look;
  return (
    <Badge tone={tone}>
      <Icon aria-hidden className={cn(isMoving && "animate-spin [animation-duration:2s]")} />
      <span className={cn(isShort && "@max-[330px]:sr-only")}>{label}</span>
      {detail !== undefined && (
        <span className={cn("font-normal", isInRow && "max-sm:hidden")}>· {detail}</span>
      )}
    </Badge>
  );
}

export function RunStateBadge({
  state,
  reason,
  isInRow = false,
}: {
  state: RunState;
  reason?: RunReason | undefined;
  /** Of a table, which has no room for the reason on a small screen. */
  isInRow?: boolean;
}) {
  const detail = reason === undefined ? undefined : RUN_REASONS[reason];
  return (
    <StateBadge
      look={RUN_STATES[state]}
      isMoving={state === "RUNNING"}
      isInRow={isInRow}
      {...(detail !== undefined && { detail })}
    />
  );
}

export function ScheduleStateBadge({
  state,
  isInRow = false,
}: {
  state: ScheduleState;
  /** Of a table, which on the smallest screens has room for the icon only. */
  isInRow?: boolean;
}) {
  return <StateBadge look={SCHEDULE_STATES[state]} isShort={isInRow} />;
}
