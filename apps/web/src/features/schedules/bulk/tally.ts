import type { BulkEditResult, EditFailure } from "@repo/core";

/** What the calls of one bulk edit came to together. */
export interface Tally {
  changed: number;
  unchanged: number;
  notAllowed: number;
  failed: number;
  failures: readonly EditFailure[];
  remaining: number;
  isRemainingExceeded: boolean;
}

const MAX_FAILURES_SHOWN = 50;

export const EMPTY_TALLY: Tally = {
  changed: 0,
  unchanged: 0,
  notAllowed: 0,
  failed: 0,
  failures: [],
  remaining: 0,
  isRemainingExceeded: false,
};

export function addToTally(tally: Tally, result: BulkEditResult): Tally {
  return {
    changed: tally.changed + result.changedCount,
    unchanged: tally.unchanged + result.unchangedCount,
    notAllowed: tally.notAllowed + result.notAllowedCount,
    failed: tally.failed + result.failedCount,
    failures: [...tally.failures, ...result.failures].slice(0, MAX_FAILURES_SHOWN),
    remaining: result.remainingCount,
    isRemainingExceeded: result.remainingCountExceeded,
  };
}

/** The share of the work that is done, from 0 to 1. */
export function progressOf({ changed, unchanged, notAllowed, failed, remaining }: Tally): number {
  const done = changed + unchanged + notAllowed + failed;
  return done + remaining === 0 ? 0 : done / (done + remaining);
}

/** The counts as parts of a sentence, without those that are zero. */
export function describeTally(tally: Tally, done: string): string[] {
  const { changed, unchanged, notAllowed, failed, remaining, isRemainingExceeded } = tally;
  const parts: [number, string][] = [
    [unchanged, `${count(unchanged)} ${unchanged === 1 ? "is" : "are"} like that already`],
    [notAllowed, `${count(notAllowed)} ${notAllowed === 1 ? "is" : "are"} not yours to change`],
    [failed, `${count(failed)} refused`],
    [remaining, `${isRemainingExceeded ? "more than " : ""}${count(remaining)} not looked at yet`],
  ];
  return [`${count(changed)} ${done}`, ...parts.filter(([number]) => number > 0).map(([, text]) => text)];
}

const count = (number: number) => number.toLocaleString("en-US");
