/** The name of every BullMQ queue; what tells queues apart is the prefix. */
export const QUEUE_NAME = "runs";

/** Pub/sub channel of run events. */
export const EVENTS_CHANNEL = "scheduler:events";

/** Pub/sub channel on which workers are asked to stop attempts. */
export const CANCEL_CHANNEL = "scheduler:cancel";

/** Begins the names of the keys that are gone when Redis has lost its data. */
export const EPOCH_KEY = "scheduler:epoch";

/**
 * Where the output so far of a worker's running attempts is. The hash tag keeps all of one worker on one node, so that
 * they are written together, and those of several workers on several.
 */
export function partialOutputKeyOf({ workerId, runId, attempt }: RunningAttempt): string {
  return `{scheduler:partial-output:${workerId}}:${runId}:${attempt}`;
}

/** An attempt in the hands of a worker. */
export interface RunningAttempt {
  workerId: string;
  runId: string;
  attempt: number;
}
