import { Skeleton } from "@/components/ui/skeleton.tsx";

/** The editor before it is there. */
export function EditorSkeleton() {
  return (
    <div aria-hidden>
      <div className="pb-4">
        <Skeleton className="h-7 w-48" />
        <Skeleton className="mt-1 h-5 w-96 max-w-full" />
      </div>
      <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="flex flex-col gap-5">
          <Skeleton className="h-64" />
          <Skeleton className="h-160" />
          <Skeleton className="h-96" />
        </div>
        <Skeleton className="h-144" />
      </div>
    </div>
  );
}
