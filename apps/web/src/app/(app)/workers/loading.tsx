import { PageHeader } from "@/components/page-header.tsx";
import { TableSkeleton } from "@/components/table-skeleton.tsx";

export default function Loading() {
  return (
    <>
      <PageHeader title="Processes" description="Who is alive, and who takes from which queue." />
      <TableSkeleton rows={6} />
    </>
  );
}
