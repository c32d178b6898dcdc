import { splitShards } from "@repo/core";
import { encodeTimestamp } from "@repo/proto";
import pLimit from "p-limit";
import type { BenchSystem } from "./start-system.ts";

/** The defaults of master-cron-job. */
const LANES = 8;
const CHUNKS_AT_ONCE = 4;

/** Plans up to an instant by PlanChunk calls, as a master does. @returns the number of runs planned */
export async function planUpTo({ planner }: Pick<BenchSystem, "planner">, until: Date): Promise<number> {
  const limit = pLimit(CHUNKS_AT_ONCE);
  const planned = await Promise.all(
    splitShards(LANES).map((shards) =>
      limit(() => planner.planChunk({ ...shards, until: encodeTimestamp(until) })),
    ),
  );
  return planned.reduce((sum, chunk) => sum + chunk.plannedCount, 0);
}
