import { DefinitionView } from "@/features/schedule-page/definition-view.tsx";
import { getSchedule } from "@/features/schedule-page/get-schedule.ts";

export default async function DefinitionPage({ params }: { params: Promise<{ id: string }> }) {
  return <DefinitionView schedule={await getSchedule((await params).id)} />;
}
