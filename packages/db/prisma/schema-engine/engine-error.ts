/** What Prisma's CLI shows of a failed call. */
export interface EngineError {
  /** JSON-RPC's number of "the engine failed", with the reason in `data`. */
  code: 4466;
  message: string;
  data: { is_panic: false; message: string; error_code?: string };
}

/** Errors that users can act on have one of Prisma's codes, e.g. P3009. */
export function describeEngineError(error: unknown): EngineError {
  const message = error instanceof Error ? error.message : String(error);
  const { code } = error instanceof Error && "code" in error ? error : { code: undefined };
  return {
    code: 4466,
    message: "An error happened.",
    data: { is_panic: false, message, ...(typeof code === "string" && { error_code: code }) },
  };
}
