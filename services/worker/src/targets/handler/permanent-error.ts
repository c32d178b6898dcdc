/** Thrown by a handler: the same attempt would fail again, so none is made. */
export class PermanentError extends Error {
  override readonly name = "PermanentError";
}
