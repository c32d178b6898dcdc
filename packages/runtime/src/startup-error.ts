/** A reason not to start that the operator can remove; its message says how, and needs no stack. */
export class StartupError extends Error {
  override readonly name = "StartupError";
}
