import { PartialOutput } from "@repo/core";
import { z } from "zod";
import { partialOutputKeyOf, type RunningAttempt } from "./names.ts";
import type { RedisClient } from "./redis.ts";

/** It is gone so long after it was last written: nobody takes it away when its worker dies, or when the attempt ends. */
export const PARTIAL_OUTPUT_KEPT_MS = 30_000;

const StoredPartialOutput = PartialOutput.extend({ saidAt: z.coerce.date() });

export type WrittenPartialOutput = RunningAttempt & PartialOutput;

/** Writes what attempts of one worker have said so far, instead of what they had said before. */
export async function writePartialOutputs(
  redis: RedisClient,
  outputs: readonly WrittenPartialOutput[],
): Promise<void> {
  if (outputs.length === 0) return;
  const pipeline = redis.pipeline();
  for (const { saidAt, output, ...attempt } of outputs) {
    pipeline.set(
      partialOutputKeyOf(attempt),
      JSON.stringify({ saidAt, output }),
      "PX",
      PARTIAL_OUTPUT_KEPT_MS,
    );
  }
  const answers = await pipeline.exec();
  const failure = answers?.find(([error]) => error !== null)?.[0];
  if (failure) throw failure;
}

/** @returns undefined when the attempt has said nothing, or what it said is gone */
export async function readPartialOutput(
  redis: RedisClient,
  attempt: RunningAttempt,
): Promise<PartialOutput | undefined> {
  const text = await redis.get(partialOutputKeyOf(attempt));
  return text === null ? undefined : StoredPartialOutput.parse(JSON.parse(text));
}
