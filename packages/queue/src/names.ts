import type { RunKey } from "@repo/core";

/** The name of every BullMQ queue; what tells queues apart is the prefix. */
export const QUEUE_NAME = "runs";

/** What a job is for: one attempt at a run, planned from one revision of its schedule. */
export interface JobIdentity extends RunKey {
  attempt: number;
  revision: number;
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

/** Pub/sub channel of run events. */
export const EVENTS_CHANNEL = "scheduler:events";

/** Pub/sub channel on which workers are asked to stop attempts. */
export const CANCEL_CHANNEL = "scheduler:cancel";

/** Begins the names of the keys that are gone when Redis has lost its data. */
export const EPOCH_KEY = "scheduler:epoch";
