import type { RunKey } from "@repo/core";

/** What a job is for: one attempt at a run, planned from one revision of its schedule. */
export interface JobIdentity extends RunKey {
  attempt: number;
  revision: number;
}

/** A job to put into Redis. */
export interface NewJob extends JobIdentity {
  queue: string;
  /** 1 is taken first. */
  priority: number;
  availableAt: Date;
}

/**
 * The job id is made of what the job is for, so enqueueing it twice is harmless. The revision tells a job of an
 * edited schedule from the one before the edit, whose job may still be in Redis under the old delay; the instant tells
 * that of a run that waited for another from the one that found it had to wait, which may still be in hand.
 */
export function jobIdOf({
  scheduleId,
  dueAt,
  attempt,
  revision,
  availableAt,
}: JobIdentity & { availableAt: Date }): string {
  return `${scheduleId}_${dueAt.getTime()}_${revision}_${attempt}_${availableAt.getTime()}`;
}
