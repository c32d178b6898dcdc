import { SearchXIcon } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import type { SearchParams } from "nuqs/server";
import { KeysetPager } from "@/components/data-table/keyset-pager.tsx";
import { EmptyState } from "@/components/empty-state.tsx";
import { FilterBar } from "@/components/filters/filter-bar.tsx";
import { TimeRangeFilter } from "@/components/filters/time-range-filter.tsx";
import { TokenFilter } from "@/components/filters/token-filter.tsx";
import { PageHeader } from "@/components/page-header.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/card.tsx";
import { ActionFilter } from "@/features/audit/action-filter.tsx";
import { AUDIT_FILTER_PARAMETERS, loadAuditFilters } from "@/features/audit/audit-filters.ts";
import { AuditList } from "@/features/audit/audit-list.tsx";
import { ExportButtons } from "@/features/audit/export-buttons.tsx";
import { listAuditEvents } from "@/features/audit/list-audit-events.ts";
import { countOf } from "@/lib/format-count.ts";
import { requireRole } from "@/server/session/current-user.ts";

export const metadata: Metadata = { title: "Audit log" };

export default async function AuditPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await requireRole("ADMIN");
  const { events, nextPageToken } = await listAuditEvents(loadAuditFilters(await searchParams));
  const actors = [...new Set(events.map(({ actor }) => actor))].toSorted();
  return (
    <>
      <PageHeader
        title="Audit log"
        description="Who changed what, when and from where."
        actions={<ExportButtons events={events} />}
      />
      <Card>
        <FilterBar params={AUDIT_FILTER_PARAMETERS}>
          <ActionFilter />
          <TokenFilter param="actor" label="Done by" hint="Username" suggestions={actors} isSingle />
          <TokenFilter param="subject" label="Done to" hint="Id" suggestions={[]} isSingle />
          <TimeRangeFilter label="When" />
        </FilterBar>
        <div className="border-t">{events.length === 0 ? <NoEvents /> : <AuditList events={events} />}</div>
        <KeysetPager
          nextToken={nextPageToken}
          summary={`${countOf(events.length, "event")} on this page, newest first`}
        />
      </Card>
    </>
  );
}

function NoEvents() {
  return (
    <EmptyState
      icon={SearchXIcon}
      title="Nobody did anything like that"
      action={
        <Button asChild>
          <Link href="/admin/audit">Show everything</Link>
        </Button>
      }
    >
      Choose another range of time, or clear the filters.
    </EmptyState>
  );
}
