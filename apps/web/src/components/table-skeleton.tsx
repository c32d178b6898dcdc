import { Card } from "@/components/ui/card.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";

/** The shape of a filtered table, until its rows are there. */
export function TableSkeleton({ rows = 12 }: { rows?: number }) {
  return (
    <Card aria-busy aria-label="Loading">
      <div className="flex gap-2 p-3">
        <Skeleton className="h-8 w-64" />
        <Skeleton className="h-8 w-24" />
      </div>
      <div className="border-t">
        {Array.from({ length: rows }, (_, index) => `row ${index}`).map((key) => (
          <div key={key} className="flex h-10 items-center gap-6 border-b px-3 last:border-0">
            <Skeleton className="h-4 w-1/4" />
            <Skeleton className="h-4 w-1/3" />
            <Skeleton className="h-4 w-16" />
            <Skeleton className="ml-auto h-4 w-24" />
          </div>
        ))}
      </div>
    </Card>
  );
}
