import { PageHeader } from "@/components/page-header.tsx";
import { TableSkeleton } from "@/components/table-skeleton.tsx";

export default function Loading() {
  return (
    <>
      <PageHeader title="Users" description="Who may sign in, and what they may do." />
      <TableSkeleton />
    </>
  );
}
