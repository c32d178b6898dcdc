import type { Load } from "@repo/core";
import { Timestamp } from "@/components/timestamp.tsx";
import { formatShare } from "@/lib/format-count.ts";

/** How exact the counts are, when they are not. */
export function LoadNotes({ load, until }: { load: Load; until: Date }) {
  const { runShare, scheduleShare, forecastUntil } = load;
  const isCut = forecastUntil !== undefined && forecastUntil < until;
  if (runShare === 1 && scheduleShare === 1 && !isCut) return null;
  return (
    <p className="text-muted-foreground text-xs">
      {runShare < 1 && `Runs are estimated from ${formatShare(runShare, 1)} of them. `}
      {scheduleShare < 1 &&
        `Expected runs are estimated from ${formatShare(scheduleShare, 1)} of the active schedules. `}
      {isCut && (
        <>
          Expected runs are computed until <Timestamp at={forecastUntil} short showZone />.
        </>
      )}
    </p>
  );
}
