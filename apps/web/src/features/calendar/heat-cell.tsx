import type { CSSProperties } from "react";
import { cn } from "@/lib/class-names.ts";
import { formatCompactCount } from "@/lib/format-count.ts";
import type { Cell, SlotCounts } from "./calendar-cells.ts";

/** Strongest colour of a cell, in percent: text on it can still be read, in both themes. */
const MAX_TINT = 50;
/** Of what is not a run yet: it is an outline in the first place. */
const MAX_EXPECTED_TINT = 20;
const MIN_TINT = 4;

/** Hatched: it is neither empty nor full. */
export const NOT_COMPUTED =
  "repeating-linear-gradient(135deg, var(--surface-sunken) 0 5px, var(--border) 5px 6px)";

/** What is due in a slot: the more, the stronger the colour. Below, what did not succeed. */
export function HeatCell({ cell, peak, isTextHidden }: { cell: Cell; peak: number; isTextHidden: boolean }) {
  const { counts, kind, total } = cell;
  return (
    <span
      aria-hidden
      style={fillOf(kind, total, peak)}
      className={cn(
        "relative flex size-full items-center justify-center overflow-hidden rounded-[3px]",
        kind === "NONE" && "bg-surface-sunken",
        kind === "EXPECTED" && "border border-active-solid/70 border-dashed",
      )}
    >
      {total > 0 && (
        <span className={cn("text-[0.6875rem] leading-none", isTextHidden && "max-lg:hidden")}>
          {formatCompactCount(total)}
        </span>
      )}
      <Troubles counts={counts} total={total} />
    </span>
  );
}

/** A strip whose parts are as long as the shares of what failed and what was skipped. */
function Troubles({ counts, total }: { counts: SlotCounts; total: number }) {
  const { failedCount, skippedCount } = counts;
  if (failedCount + skippedCount === 0) return null;
  const width = (count: number) => ({ width: `max(4px, ${(100 * count) / total}%)` });
  return (
    <span className="absolute inset-x-0 bottom-0 flex h-1">
      {failedCount > 0 && <span className="bg-danger-solid" style={width(failedCount)} />}
      {skippedCount > 0 && (
        <span
          className="border-warning-solid border-t-2 border-dotted bg-warning-soft"
          style={width(skippedCount)}
        />
      )}
    </span>
  );
}

function fillOf(kind: Cell["kind"], total: number, peak: number): CSSProperties {
  if (kind === "NONE") return {};
  if (kind === "NOT_COMPUTED") return { background: NOT_COMPUTED };
  const strongest = kind === "EXPECTED" ? MAX_EXPECTED_TINT : MAX_TINT;
  const colour = kind === "ENDED" ? "var(--success-solid)" : "var(--active-solid)";
  // counts differ by orders of magnitude: the root lets small ones be seen beside large ones
  const tint = MIN_TINT + (strongest - MIN_TINT) * Math.sqrt(total / Math.max(1, peak));
  return { background: `color-mix(in oklab, ${colour} ${Math.round(tint)}%, var(--surface))` };
}
