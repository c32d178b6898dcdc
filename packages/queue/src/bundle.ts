import { createHash } from "node:crypto";
import { jobIdOf, type NewJob } from "./job.ts";

/**
 * Runs that may share a message. What BullMQ costs is paid for each message: 25 make it small beside the rest, and few
 * enough for a herd to spread over many workers.
 */
export const MAX_BUNDLE_SIZE = 25;

/** Jobs that go to Redis as one message, because they become due at the same instant with the same priority. */
export interface Bundle<Job extends NewJob> {
  /** Undefined for a job that goes alone. */
  bundleId: string | undefined;
  jobs: Job[];
}

/** Puts together what may go together; everything given is in the same queue and shard. */
export function bundleJobs<Job extends NewJob>(jobs: readonly Job[]): Bundle<Job>[] {
  const byStart = Map.groupBy(jobs, ({ availableAt, priority }) => `${availableAt.getTime()} ${priority}`);
  const bundles: Bundle<Job>[] = [];
  for (const together of byStart.values()) {
    for (let i = 0; i < together.length; i += MAX_BUNDLE_SIZE) {
      const some = together.slice(i, i + MAX_BUNDLE_SIZE);
      bundles.push({ bundleId: some.length === 1 ? undefined : bundleIdOf(some), jobs: some });
    }
  }
  return bundles;
}

/** Made of what the jobs are for, as a job's own id is: the same jobs bundled again are the same bundle. */
function bundleIdOf(jobs: readonly NewJob[]): string {
  const hash = createHash("sha256");
  for (const job of jobs) hash.update(jobIdOf(job));
  return hash.digest("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, "$1-$2-$3-$4-$5");
}
