import { findUnservedQueues } from "@repo/db";
import { Gauge, type Registry } from "@repo/runtime";
import type { Dependencies } from "../dependencies.ts";

/** A worker that is being replaced is no reason for alarm. */
const OVERDUE_AFTER_MS = 10_000;
const MOST_RUNS = 10_000;

export interface UnservedQueues {
  /** One look. @returns the names of the queues whose runs wait in vain */
  tick(): Promise<string[]>;
}

/** Makes it seen, as a metric and in the log, that runs wait in a queue which no worker serves. */
export function createUnservedQueues(
  { database, logger }: Pick<Dependencies, "database" | "logger">,
  registry: Registry,
): UnservedQueues {
  const gauge = new Gauge({
    name: "unserved_queue_runs",
    help: "Runs whose time has come and whose queue no worker serves.",
    labelNames: ["queue"],
    registers: [registry],
  });
  return {
    async tick() {
      const found = await findUnservedQueues(database, { overdueMs: OVERDUE_AFTER_MS, limit: MOST_RUNS });
      gauge.reset();
      for (const { queue, runs } of found) gauge.set({ queue }, runs);
      if (found.length > 0) {
        logger.warn({ queues: found }, "runs wait in queues that no worker serves: see WORKER_QUEUES");
      }
      return found.map(({ queue }) => queue);
    },
  };
}
