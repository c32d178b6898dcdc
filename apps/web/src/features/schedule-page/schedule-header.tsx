import { explainTiming, type Schedule } from "@repo/core";
import { CalendarClockIcon, NetworkIcon, UserIcon } from "lucide-react";
import type { ReactNode } from "react";
import { LinkTabs } from "@/components/link-tabs.tsx";
import { PageHeader } from "@/components/page-header.tsx";
import { ScheduleStateBadge } from "@/components/state-badge.tsx";
import { RelativeTime, Timestamp } from "@/components/timestamp.tsx";
import { Alert } from "@/components/ui/alert.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import { nextDueTimeOf } from "@/features/schedules/next-due-at.ts";
import { RefusalNote } from "@/features/schedules/refusal-note.tsx";
import { TARGET_LABELS } from "@/lib/targets.ts";
import { ScheduleActions } from "./schedule-actions.tsx";

/** The top of a schedule's pages: what it is, how it stands, what can be done. */
export function ScheduleHeader({
  schedule,
  refusal,
  mayCreate,
  seesActivity,
}: {
  schedule: Schedule;
  /** Why the user may not change it; undefined: may. */
  refusal: string | undefined;
  /** Whether the user may make schedules. */
  mayCreate: boolean;
  /** Whether the user may read the audit log. */
  seesActivity: boolean;
}) {
  const { id, state, definition, owner } = schedule;
  const base = `/schedules/${id}`;
  const tabs = [
    { href: base, label: "Runs" },
    { href: `${base}/upcoming`, label: "Upcoming" },
    { href: `${base}/definition`, label: "Definition" },
    ...(seesActivity ? [{ href: `${base}/activity`, label: "Activity" }] : []),
  ];
  const zone = definition.spec.type === "cron" ? definition.spec.timeZone : "UTC";
  return (
    <>
      <PageHeader
        title={definition.name}
        {...(definition.description !== "" && { description: definition.description })}
        actions={
          <ScheduleActions
            schedule={{ id, name: definition.name, state, payload: definition.payload, zone }}
            mayChange={refusal === undefined && state !== "DELETED"}
            mayCreate={mayCreate}
          />
        }
      >
        <div className="flex flex-wrap items-center gap-x-4 gap-y-1.5 text-muted-foreground">
          <ScheduleStateBadge state={state} />
          <NextDue schedule={schedule} />
          <Fact icon={<CalendarClockIcon aria-hidden />}>{explainTiming(definition, id)}</Fact>
          <Fact icon={<NetworkIcon aria-hidden />}>{targetSummary(definition.target)}</Fact>
          <Fact icon={<UserIcon aria-hidden />}>{owner === "" ? "nobody" : owner}</Fact>
          {definition.tags.length > 0 && (
            <span className="flex flex-wrap gap-1">
              {definition.tags.map((tag) => (
                <Badge key={tag} tone="outline">
                  {tag}
                </Badge>
              ))}
            </span>
          )}
        </div>
        {refusal !== undefined && <RefusalNote refusal={refusal} />}
        <StateNote schedule={schedule} />
      </PageHeader>
      <div className="pb-4">
        <LinkTabs label="Schedule" tabs={tabs} />
      </div>
    </>
  );
}

function NextDue({ schedule }: { schedule: Schedule }) {
  if (schedule.state !== "ACTIVE") return null;
  const nextDueAt = nextDueTimeOf(schedule, new Date());
  if (nextDueAt === undefined) return <span>nothing is due any more</span>;
  const { spec } = schedule.definition;
  return (
    <span>
      next <RelativeTime at={nextDueAt} className="font-medium text-foreground" />
      {", "}
      <Timestamp
        at={nextDueAt}
        short
        showZone={spec.type === "cron"}
        {...(spec.type === "cron" && { zone: spec.timeZone })}
      />
    </span>
  );
}

function Fact({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <span className="inline-flex min-w-0 items-center gap-1.5 [&>svg]:size-3.5 [&>svg]:shrink-0">
      {icon}
      <span className="wrap-anywhere min-w-0">{children}</span>
    </span>
  );
}

function targetSummary(target: Schedule["definition"]["target"]): string {
  switch (target.type) {
    case "http":
      return `${target.method} ${target.url}`;
    case "kubernetesJob":
      return `${TARGET_LABELS.kubernetesJob}, ${target.image}`;
    case "command":
      return `${TARGET_LABELS.command} ${target.shell ? "sh" : target.argv[0]}`;
    case "grpc":
      return `${TARGET_LABELS.grpc} ${target.address} ${target.rpc}`;
    case "handler":
      return `${TARGET_LABELS.handler} ${target.handler}`;
    case "noop":
      return TARGET_LABELS.noop;
  }
}

function StateNote({ schedule: { state, pauseNote } }: { schedule: Schedule }) {
  if (state === "PAUSED" && pauseNote !== "") {
    return (
      <Alert tone="warning" className="mt-3">
        Paused: {pauseNote}
      </Alert>
    );
  }
  if (state === "DELETED") {
    return (
      <Alert tone="active" className="mt-3">
        This schedule is deleted. The history of its runs stays.
      </Alert>
    );
  }
  return null;
}
