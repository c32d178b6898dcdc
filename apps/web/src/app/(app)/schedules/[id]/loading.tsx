import { TableSkeleton } from "@/components/table-skeleton.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";

export default function Loading() {
  return (
    <div aria-busy className="flex flex-col gap-3">
      <h1 className="sr-only">Schedule</h1>
      <Skeleton className="h-7 w-64" />
      <Skeleton className="h-5 w-full max-w-2xl" />
      <Skeleton className="mb-1 h-9 w-full" />
      <TableSkeleton />
    </div>
  );
}
