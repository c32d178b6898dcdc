import { PageHeader } from "@/components/page-header.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";

const TILES = ["on time", "missed", "failed", "running", "lateness", "waiting"];
const CARDS = ["lateness", "throughput", "next hour", "horizon"];

export default function Loading() {
  return (
    <>
      <PageHeader title="Overview" description="Whether everything ran when it should." />
      <div className="space-y-3" aria-busy>
        <div className="grid grid-cols-2 gap-3 lg:grid-cols-3 xl:grid-cols-6">
          {TILES.map((key) => (
            <Skeleton key={key} className="h-25 rounded-lg" />
          ))}
        </div>
        <div className="grid grid-cols-1 gap-3 xl:grid-cols-2">
          {CARDS.map((key) => (
            <Skeleton key={key} className="h-78 rounded-lg" />
          ))}
        </div>
      </div>
    </>
  );
}
