import type { StatusCode } from "../wire/status-code.ts";
import { RpcError } from "./rpc-error.ts";

/** A failed call as plain data, to be sent to a browser and shown in a form. */
export interface FormErrors {
  code: StatusCode;
  /** The server's stable word for what went wrong. */
  reason?: string;
  /** `path` is the form field's name, such as `spec.expression`. */
  fieldErrors: { path: string; message: string }[];
  /** What belongs to no single field. */
  formError?: string;
}

/**
 * What to show for a failed call.
 *
 * @throws the error itself when it does not come from a call: it is nothing a form can show.
 */
export function formErrorsOf(error: unknown): FormErrors {
  if (!(error instanceof RpcError)) throw error;
  const fieldErrors = error.fields
    .filter(({ field }) => field !== "")
    .map(({ field, message }) => ({ path: field, message }));
  const formError = formErrorOf(error, fieldErrors.length > 0);
  return {
    code: error.code,
    ...(error.reason !== undefined && { reason: error.reason }),
    fieldErrors,
    ...(formError !== undefined && { formError }),
  };
}

function formErrorOf(error: RpcError, hasFieldErrors: boolean): string | undefined {
  switch (error.code) {
    case "UNAVAILABLE":
      return error.reason ? error.message : "The scheduler cannot be reached. Try again in a moment.";
    case "DEADLINE_EXCEEDED":
      return "The scheduler did not answer in time. Look whether the change was made before you try again.";
    case "INTERNAL":
    case "UNKNOWN":
      return `Something failed${error.requestId ? ` (request ${error.requestId})` : ""}. Try again in a moment.`;
    default: {
      const general = error.fields.filter(({ field }) => field === "").map(({ message }) => message);
      if (general.length > 0) return general.join("; ");
      return hasFieldErrors ? undefined : error.message;
    }
  }
}
