import { createLoader, parseAsString, type SearchParams } from "nuqs/server";
import { KeysetPager } from "@/components/data-table/keyset-pager.tsx";
import { Card } from "@/components/ui/card.tsx";
import { ActivityList } from "@/features/schedule-page/activity-list.tsx";
import { listActivity } from "@/features/schedule-page/list-activity.ts";
import { countOf } from "@/lib/format-count.ts";
import { requireRole } from "@/server/session/current-user.ts";

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Promise<SearchParams>;
}

const loadPage = createLoader({ page: parseAsString.withDefault("") });

export default async function ActivityPage({ params, searchParams }: Props) {
  await requireRole("ADMIN");
  const { page } = await loadPage(searchParams);
  const { events, nextPageToken } = await listActivity((await params).id, page);
  return (
    <Card>
      <ActivityList events={events} />
      <KeysetPager
        nextToken={nextPageToken}
        summary={`${countOf(events.length, "event")} on this page, latest first`}
      />
    </Card>
  );
}
