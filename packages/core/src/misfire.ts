import type { MisfirePolicy } from "./policies.ts";

/** What the misfire policy needs to know of one due time. */
export interface MisfireFacts {
  misfirePolicy: MisfirePolicy;
  /** Milliseconds. */
  misfireGrace: number;
  fireAt: Date;
  /** Whether a later due time of the same schedule has come too. */
  newerHasCome: boolean;
  now: Date;
}

/**
 * Whether a due time may not run any more. On time, up to the grace, everything runs. Later than that, SKIP runs
 * nothing, FIRE_ALL everything, and FIRE_ONCE only the newest due time that has come.
 *
 * The planner asks when it finds due times late, the worker when it claims: the rule is the same, because it is the
 * same to a user whether the planner or the workers were away.
 */
export function isMisfired(facts: MisfireFacts): boolean {
  const late = facts.now.getTime() - facts.fireAt.getTime();
  if (late <= facts.misfireGrace) return false;
  switch (facts.misfirePolicy) {
    case "SKIP":
      return true;
    case "FIRE_ONCE":
      return facts.newerHasCome;
    case "FIRE_ALL":
      return false;
  }
}
