import type { LiveProcess, Overview, RunFigures } from "@repo/core";

/** Replicas plan by themselves when less than five minutes are planned: less than two means that nobody does. */
const HORIZON_NEAR_MS = 2 * 60_000;

/** Whether planning keeps ahead of the clock. */
export type HorizonHealth = "AHEAD" | "NEAR" | "BEHIND";

export function horizonHealthOf({ horizon, now }: Pick<Overview, "horizon" | "now">): HorizonHealth {
  const ahead = horizon.getTime() - now.getTime();
  if (ahead <= 0) return "BEHIND";
  return ahead < HORIZON_NEAR_MS ? "NEAR" : "AHEAD";
}

/** A process whose lease is over has not been heard of for longer than it may be silent. */
export function isSilent({ leaseExpiresAt }: Pick<LiveProcess, "leaseExpiresAt">, now: Date): boolean {
  return leaseExpiresAt <= now;
}

/** Whether any run came due in the window, whatever came of it. */
export function isWindowEmpty(figures: RunFigures): boolean {
  const { succeededCount, failedCount, cancelledCount, skippedCount, activeCount } = figures;
  return succeededCount + failedCount + cancelledCount + skippedCount + activeCount === 0;
}
