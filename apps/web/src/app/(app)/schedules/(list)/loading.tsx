import { PageHeader } from "@/components/page-header.tsx";
import { TableSkeleton } from "@/components/table-skeleton.tsx";

export default function Loading() {
  return (
    <>
      <PageHeader title="Schedules" description="What is due, when, and what became of it." />
      <TableSkeleton />
    </>
  );
}
