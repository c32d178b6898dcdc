import { PageHeader } from "@/components/page-header.tsx";
import { TableSkeleton } from "@/components/table-skeleton.tsx";

export default function Loading() {
  return (
    <>
      <PageHeader title="Audit log" description="Who changed what, when and from where." />
      <TableSkeleton />
    </>
  );
}
