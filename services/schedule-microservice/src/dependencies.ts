import type { ClockSkew, Database, Partitions } from "@repo/db";
import type { Producer } from "@repo/queue";
import type { Logger } from "@repo/runtime";
import type { OwnerQuota } from "./schedules/owner-quota.ts";

/** What the flows of this service work with. */
export interface Dependencies {
  database: Database;
  partitions: Partitions;
  producer: Producer;
  logger: Logger;
  clock: ClockSkew;
  /** Milliseconds that runs are kept. */
  runRetention: number;
  ownerQuota: OwnerQuota;
  /** Told of the moments between two writes; only tests of crashes listen. */
  onPoint?: ((point: "COMMITTED" | "ENQUEUED") => void) | undefined;
}
