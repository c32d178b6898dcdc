import type { Metadata } from "next";
import { getSchedule } from "@/features/schedule-editor/get-schedule.ts";
import { LazyScheduleEditor } from "@/features/schedule-editor/lazy-schedule-editor.tsx";
import { listSecretNames } from "@/features/schedule-editor/list-secret-names.ts";
import { requireRole } from "@/server/session/current-user.ts";

export const metadata: Metadata = { title: "Edit schedule" };

export default async function EditSchedulePage({ params }: { params: Promise<{ id: string }> }) {
  await requireRole("EDITOR");
  const { id } = await params;
  const [secrets, schedule] = await Promise.all([listSecretNames(), getSchedule(id)]);
  return <LazyScheduleEditor secrets={secrets} start={{ schedule }} />;
}
