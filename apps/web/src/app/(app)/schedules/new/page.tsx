import type { Metadata } from "next";
import { createLoader, parseAsString, type SearchParams } from "nuqs/server";
import { getSchedule } from "@/features/schedule-editor/get-schedule.ts";
import { LazyScheduleEditor } from "@/features/schedule-editor/lazy-schedule-editor.tsx";
import { listSecretNames } from "@/features/schedule-editor/list-secret-names.ts";
import { requireRole } from "@/server/session/current-user.ts";

export const metadata: Metadata = { title: "New schedule" };

/** `from` is the id of a schedule to copy, `template` the name of a template. */
const loadStart = createLoader({ from: parseAsString, template: parseAsString });

export default async function NewSchedulePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await requireRole("EDITOR");
  const { from, template } = await loadStart(searchParams);
  const [secrets, source] = await Promise.all([
    listSecretNames(),
    from === null ? undefined : getSchedule(from),
  ]);
  return (
    <LazyScheduleEditor
      // another start is another form
      key={`${from} ${template}`}
      secrets={secrets}
      start={{
        ...(source !== undefined && { copyOf: source.definition }),
        ...(template !== null && { templateId: template }),
      }}
    />
  );
}
