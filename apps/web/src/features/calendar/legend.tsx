import type { ReactNode } from "react";
import { NOT_COMPUTED } from "./heat-cell.tsx";

const MARK = "inline-block h-3.5 w-5 rounded-[3px]";

/** What the cells of the calendar mean. */
export function Legend({ hasNotComputed }: { hasNotComputed: boolean }) {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-muted-foreground text-xs">
      <Entry mark={<span className={`${MARK} bg-success-solid/45`} />}>ended</Entry>
      <Entry mark={<span className={`${MARK} bg-active-solid/45`} />}>planned or running</Entry>
      <Entry mark={<span className={`${MARK} border border-active-solid border-dashed`} />}>expected</Entry>
      {hasNotComputed && (
        <Entry mark={<span className={MARK} style={{ background: NOT_COMPUTED }} />}>
          too far ahead to be computed
        </Entry>
      )}
      <Entry mark={<span className="inline-block h-1 w-5 bg-danger-solid" />}>share that failed</Entry>
      <Entry
        mark={
          <span className="inline-block h-1 w-5 border-warning-solid border-t-2 border-dotted bg-warning-soft" />
        }
      >
        share that was skipped
      </Entry>
    </ul>
  );
}

function Entry({ mark, children }: { mark: ReactNode; children: ReactNode }) {
  return (
    <li className="flex items-center gap-1.5">
      <span aria-hidden className="flex items-center">
        {mark}
      </span>
      {children}
    </li>
  );
}
