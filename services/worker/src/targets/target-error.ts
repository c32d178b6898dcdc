/** Why an attempt failed, in words for the person who wrote the schedule. */
export class TargetError extends Error {
  override readonly name = "TargetError";
  /** Whether the same try may succeed later. */
  readonly retryable: boolean;

  constructor(message: string, options = { retryable: false }) {
    super(message);
    this.retryable = options.retryable;
  }
}
