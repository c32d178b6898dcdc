import { PageHeader } from "@/components/page-header.tsx";
import { TableSkeleton } from "@/components/table-skeleton.tsx";

export default function Loading() {
  return (
    <>
      <PageHeader
        title="Runs"
        description="What has come due, whether it ran, and why not when it did not."
      />
      <TableSkeleton />
    </>
  );
}
