import type { WarmUp } from "../../peers/pieces.ts";
import type { StartSummary } from "../../starts/read-starts.ts";
import type { BenchContext } from "../../work.ts";

/** Pieces that the one worker of each contender may have in hand at once: the default of ours. */
export const IN_HAND = 200;

/** A way of starting many pieces of work at one instant. */
export interface Contender {
  name: string;
  isOurs: boolean;
  /** More would not end in reasonable time; what is known of it is said in `notBeyond`. */
  maxCount: number;
  notBeyond?: string;
  /** Whether it can only be due at a whole minute. */
  isMinutely: boolean;
  /** Milliseconds that it needs before the instant, beside what registering takes. */
  leadMs: number;
  /** Registers `count` pieces for `dueAt`, lets them fire, and says when they began. */
  fire(context: BenchContext, round: FireRound): Promise<StartSummary>;
}

export interface FireRound {
  count: number;
  dueAt: Date;
  /** Carried out before, by the same processes; nothing of it is measured. */
  warmUp: WarmUp;
  /** For this round alone. */
  folder: string;
}

/** Registering took longer than there was time: the round says nothing and is done again with more. */
export class TooLate extends Error {
  override readonly name = "TooLate";
}

/** @throws TooLate when the first instant is too close to be ready for it, or has passed */
export function assertInTime({ dueAt, warmUp }: Pick<FireRound, "dueAt" | "warmUp">): void {
  const first = warmUp.count > 0 ? warmUp.dueAt : dueAt;
  if (Date.now() > first.getTime() - 500) throw new TooLate("registering took longer than there was time");
}

/** When a contender that has not begun everything by then is given up, in epoch milliseconds. */
export function deadlineOf({ count, dueAt }: FireRound): number {
  return dueAt.getTime() + 60_000 + count * 2;
}
