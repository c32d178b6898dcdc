import type { Metadata } from "next";
import { getSchedule } from "@/features/schedule-editor/get-schedule.ts";
import { LazyScheduleEditor } from "@/features/schedule-editor/lazy-schedule-editor.tsx";
import { listSecretNames } from "@/features/schedule-editor/list-secret-names.ts";
import { NotYourSchedule } from "@/features/schedule-editor/not-your-schedule.tsx";
import { whyUnchangeable } from "@/features/schedules/why-unchangeable.ts";
import { requireRole } from "@/server/session/current-user.ts";

export const metadata: Metadata = { title: "Edit schedule" };

export default async function EditSchedulePage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const user = await requireRole("EDITOR");
  const [secrets, schedule] = await Promise.all([listSecretNames(), getSchedule(id)]);
  const refusal = whyUnchangeable(user, schedule.owner);
  if (refusal !== undefined) return <NotYourSchedule schedule={schedule} refusal={refusal} />;
  return <LazyScheduleEditor secrets={secrets} start={{ schedule }} />;
}
