import { PageHeader } from "@/components/page-header.tsx";
import { TableSkeleton } from "@/components/table-skeleton.tsx";

export default function Loading() {
  return (
    <>
      <PageHeader
        title="Secrets"
        description="What targets need and nobody should read. Schedules only hold their names."
      />
      <TableSkeleton rows={6} />
    </>
  );
}
