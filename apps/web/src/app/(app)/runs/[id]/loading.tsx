import { Card } from "@/components/ui/card.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";

export default function Loading() {
  return (
    <div aria-busy className="flex flex-col gap-3">
      <h1 className="sr-only">Run</h1>
      <Skeleton className="h-5 w-40" />
      <Skeleton className="h-7 w-72" />
      <Skeleton className="h-5 w-48" />
      <Skeleton className="mb-1 h-5 w-96 max-w-full" />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_26rem]">
        <div className="flex flex-col gap-4">
          <Card className="h-44" />
          <Card className="h-64" />
        </div>
        <Card className="h-80" />
      </div>
    </div>
  );
}
