import { DomainError } from "@repo/core";
import { readDatabaseTime } from "./planning.ts";
import type { Sql } from "./sql.ts";

/** How far this process's clock is from the database's, which is authoritative. */
export interface ClockSkew {
  /** Milliseconds that this clock is ahead; undefined until it was measured. */
  readonly skew: number | undefined;
  /** What the database's clock says by the last measurement, without asking; undefined until it was measured. */
  estimateDatabaseTime(): Date | undefined;
  /** Measures again. */
  measure(): Promise<number>;
  /** @throws DomainError UNAVAILABLE when the clock is off by more than the limit */
  check(): void;
}

/** @param limit milliseconds */
export function createClockSkew(sql: Sql, { limit, now }: { limit: number; now: () => number }): ClockSkew {
  let skew: number | undefined;
  return {
    get skew() {
      return skew;
    },
    estimateDatabaseTime: () => (skew === undefined ? undefined : new Date(now() - skew)),
    async measure() {
      const before = now();
      const databaseTime = await readDatabaseTime(sql);
      const after = now();
      // the answer was made somewhere in between: the middle is wrong by at most half of the round trip
      skew = Math.round((before + after) / 2 - databaseTime.getTime());
      return skew;
    },
    check() {
      if (skew === undefined || Math.abs(skew) <= limit) return;
      const direction = skew > 0 ? "ahead of" : "behind";
      const message = `the clock of this process is ${Math.abs(skew)} ms ${direction} the database's; set it right`;
      throw new DomainError("UNAVAILABLE", "CLOCK_SKEW", message);
    },
  };
}
