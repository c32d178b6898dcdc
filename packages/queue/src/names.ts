/** The name of every BullMQ queue; what tells queues apart is the prefix. */
export const QUEUE_NAME = "runs";

/** Pub/sub channel of run events. */
export const EVENTS_CHANNEL = "scheduler:events";

/** Pub/sub channel on which workers are asked to stop attempts. */
export const CANCEL_CHANNEL = "scheduler:cancel";

/** Begins the names of the keys that are gone when Redis has lost its data. */
export const EPOCH_KEY = "scheduler:epoch";
