import type { SearchParams } from "nuqs/server";
import { loadDefinitionForm } from "@/features/schedule-page/definition-form.ts";
import { DefinitionView } from "@/features/schedule-page/definition-view.tsx";
import { getSchedule } from "@/features/schedule-page/get-schedule.ts";

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Promise<SearchParams>;
}

export default async function DefinitionPage({ params, searchParams }: Props) {
  const { as } = await loadDefinitionForm(searchParams);
  return <DefinitionView schedule={await getSchedule((await params).id)} form={as} />;
}
