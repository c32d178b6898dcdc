import type { ClockSkew, Database, Partitions } from "@repo/db";
import type { Producer } from "@repo/queue";
import type { Logger } from "@repo/runtime";

/** What the flows of this service work with. */
export interface Dependencies {
  database: Database;
  partitions: Partitions;
  producer: Producer;
  logger: Logger;
  clock: ClockSkew;
  /** Milliseconds that runs are kept. */
  runRetention: number;
  /** How many schedules one user may own. */
  maxSchedulesPerOwner: number;
  /** Told of the moments between two writes; only tests of crashes listen. */
  onPoint?: ((point: "COMMITTED" | "ENQUEUED") => void) | undefined;
}
