import { formErrorsOf, RpcError } from "@repo/runtime/rpc/client";

/** An error that is said in one message, without a stack; the program ends with code 1. */
export class CliError extends Error {
  override readonly name = "CliError";
}

/** The codes of a service that is away, as opposed to one that refuses a request. */
const AWAY_CODES: ReadonlySet<string> = new Set(["UNAVAILABLE", "DEADLINE_EXCEEDED"]);

export function isServiceAway(error: unknown): boolean {
  return error instanceof RpcError && AWAY_CODES.has(error.code);
}

/** Why a call was refused, in one line: every field with what is wrong. */
export function describeRefusal(error: unknown): string {
  const { fieldErrors, formError } = formErrorsOf(error);
  const fields = fieldErrors.map(({ path, message }) => `${path} ${message}`);
  return [...fields, formError].filter(Boolean).join("; ");
}

/** The error of a whole command: a failed call in words that name the remedy, any other error as it is. */
export function explainFailure(error: unknown, address: string): unknown {
  if (isServiceAway(error)) {
    return new CliError(
      `no scheduler answers at ${address}\n` +
        "Start one with `bun run dev`, or name another with --address <host:port>.",
    );
  }
  return error instanceof RpcError ? new CliError(describeRefusal(error)) : error;
}
