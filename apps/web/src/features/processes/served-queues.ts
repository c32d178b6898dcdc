import type { LiveProcess, QueueDepth } from "@repo/core";
import { isSilent } from "@/features/overview/health.ts";

/** A queue, and who takes from it. */
export interface ServedQueue extends QueueDepth {
  /** Live workers. */
  workerCount: number;
  /** Runs are in it that nobody takes. */
  isStuck: boolean;
}

/** The queues by name: those that hold something, and those that a worker takes from. */
export function servedQueuesOf({
  queues,
  processes,
  now,
}: {
  queues: readonly QueueDepth[];
  processes: readonly Pick<LiveProcess, "queues" | "leaseExpiresAt">[];
  now: Date;
}): ServedQueue[] {
  const workers = new Map<string, number>();
  for (const process of processes) {
    if (isSilent(process, now)) continue;
    for (const queue of process.queues) workers.set(queue, (workers.get(queue) ?? 0) + 1);
  }
  const depths = new Map(queues.map((depth) => [depth.queue, depth]));
  const names = [...new Set([...depths.keys(), ...workers.keys()])].sort();
  return names.map((queue) => {
    const depth = depths.get(queue) ?? { queue, waitingCount: 0, activeCount: 0, delayedCount: 0 };
    const workerCount = workers.get(queue) ?? 0;
    const isStuck = workerCount === 0 && depth.waitingCount + depth.activeCount + depth.delayedCount > 0;
    return { ...depth, workerCount, isStuck };
  });
}
