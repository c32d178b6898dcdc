import { PageHeader } from "@/components/page-header.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";

export default function Loading() {
  return (
    <>
      <PageHeader title="Calendar" description="What ran, what is planned, and what is to be expected." />
      <div className="grid grid-cols-1 gap-3 2xl:grid-cols-[minmax(0,1fr)_28rem]" aria-busy>
        <Skeleton className="h-220 rounded-lg" />
        <Skeleton className="h-80 rounded-lg" />
      </div>
    </>
  );
}
