import { roleIncludes } from "@repo/core";
import type { Metadata } from "next";
import type { ReactNode } from "react";
import { LiveRefresh } from "@/components/live/live-refresh.tsx";
import { getSchedule } from "@/features/schedule-page/get-schedule.ts";
import { ScheduleHeader } from "@/features/schedule-page/schedule-header.tsx";
import { whyUnchangeable } from "@/features/schedules/why-unchangeable.ts";
import { requireUser } from "@/server/session/current-user.ts";

interface Props {
  params: Promise<{ id: string }>;
  children: ReactNode;
}

export async function generateMetadata({ params }: Pick<Props, "params">): Promise<Metadata> {
  const { definition } = await getSchedule((await params).id);
  return { title: definition.name };
}

export default async function ScheduleLayout({ params, children }: Props) {
  const { id } = await params;
  const [user, schedule] = await Promise.all([requireUser(), getSchedule(id)]);
  return (
    <>
      <LiveRefresh scheduleIds={[id]} />
      <ScheduleHeader
        schedule={schedule}
        refusal={whyUnchangeable(user, schedule.owner)}
        mayCreate={roleIncludes(user.role, "EDITOR")}
        seesActivity={roleIncludes(user.role, "ADMIN")}
      />
      {children}
    </>
  );
}
