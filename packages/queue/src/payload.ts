import { z } from "zod";
import type { JobIdentity } from "./job.ts";

/** What a message carries: the identities of the attempts it is for. Everything else is read from Postgres at the claim. */
export const RunJobs = z
  .array(
    z.object({
      scheduleId: z.uuid(),
      /** Epoch milliseconds. */
      dueAt: z.int(),
      attempt: z.int().min(1),
      revision: z.int().min(1),
    }),
  )
  .min(1);
export type RunJobs = z.output<typeof RunJobs>;

export function encodeRunJobs(jobs: readonly JobIdentity[]): RunJobs {
  return jobs.map(({ scheduleId, dueAt, attempt, revision }) => ({
    scheduleId,
    dueAt: dueAt.getTime(),
    attempt,
    revision,
  }));
}

/** @throws ZodError when the message was not made by this product */
export function decodeRunJobs(data: unknown): JobIdentity[] {
  return RunJobs.parse(data).map(({ dueAt, ...job }) => ({ ...job, dueAt: new Date(dueAt) }));
}
