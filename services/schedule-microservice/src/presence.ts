import {
  type ClockSkew,
  type Database,
  type ProcessLease,
  registerProcess,
  removeProcess,
  renewProcess,
} from "@repo/db";

/** Tells the others that this replica is alive. Holding no runs, it loses nothing when it is taken for dead. */
export interface Presence {
  /** Gives a sign of life. */
  tick(): Promise<void>;
  leave(): Promise<void>;
}

export function createPresence(
  database: Database,
  clock: Pick<ClockSkew, "skew">,
  lease: ProcessLease,
): Presence {
  let isKnown = false;
  return {
    async tick() {
      isKnown &&= await renewProcess(database, { ...lease, clockSkew: clock.skew });
      if (isKnown) return;
      await registerProcess(database, lease);
      isKnown = true;
    },
    async leave() {
      if (isKnown) await removeProcess(database, lease.id);
    },
  };
}
