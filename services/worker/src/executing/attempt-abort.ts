/** Why an attempt was cut short. */
export type AbortCause =
  | "ATTEMPT_TIMED_OUT"
  | "CANCELLED_BY_REQUEST"
  | "CANCELLED_BY_OVERLAP"
  /** The worker's lease has ended: the run belongs to others by now. */
  | "LEASE_LOST"
  /** The worker shuts down and the attempt did not end in time. */
  | "DRAINED";

/** The abort reason that a target sees. */
export class AttemptAbort extends Error {
  override readonly name = "AttemptAbort";
  readonly abortCause: AbortCause;

  constructor(abortCause: AbortCause) {
    super(`the attempt was aborted: ${abortCause}`);
    this.abortCause = abortCause;
  }
}
