import type { PartialOutput, Run } from "@repo/core";
import { readPartialOutput, within } from "@repo/queue";
import type { Dependencies } from "../dependencies.ts";

/** Redis answers in a millisecond or two. When it does not, a run is shown without what was said so far. */
const PATIENCE_MS = 300;

/** What the running attempt of a run has said so far. @returns undefined also when Redis cannot tell */
export async function findPartialOutput(
  { producer, logger }: Pick<Dependencies, "producer" | "logger">,
  { id, state, workerId, attempt }: Run,
): Promise<PartialOutput | undefined> {
  if (state !== "RUNNING" || workerId === undefined) return undefined;
  const read = readPartialOutput(producer.redis, { workerId, runId: id, attempt }).catch((err: unknown) => {
    logger.debug({ err, runId: id }, "what a run has said so far could not be read");
    return undefined;
  });
  return within(PATIENCE_MS, read, undefined);
}
