import { z } from "zod";
import type { JobIdentity } from "./names.ts";

/** What a job carries: the identity of the attempt it is for. Everything else is read from Postgres at the claim. */
export const RunJob = z.object({
  scheduleId: z.uuid(),
  /** Epoch milliseconds. */
  dueAt: z.int(),
  attempt: z.int().min(1),
  revision: z.int().min(1),
});
export type RunJob = z.output<typeof RunJob>;

export function encodeRunJob({ scheduleId, dueAt, attempt, revision }: JobIdentity): RunJob {
  return { scheduleId, dueAt: dueAt.getTime(), attempt, revision };
}

/** @throws ZodError when the job was not made by this product */
export function decodeRunJob(data: unknown): JobIdentity {
  const { dueAt, ...job } = RunJob.parse(data);
  return { ...job, dueAt: new Date(dueAt) };
}
