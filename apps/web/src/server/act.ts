import "server-only";
import { type FormErrors, formErrorsOf, RpcError } from "@repo/runtime/rpc/client";

/** What a server action answers: plain data, never an exception, so that a form can put each message at its field. */
export type ActionResult<T = undefined> = { ok: true; value: T } | { ok: false; errors: FormErrors };

const SESSION_ENDED =
  "Your session has ended. Sign in again in another tab, then try once more: nothing you typed is lost.";

/** Runs a change through the API and turns its failure into messages for the form. */
export async function act<T>(work: () => Promise<T>): Promise<ActionResult<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    // also lets pass what Next throws to redirect
    const errors = formErrorsOf(error);
    if (error instanceof RpcError && error.code === "UNAUTHENTICATED") {
      return { ok: false, errors: { ...errors, formError: SESSION_ENDED } };
    }
    return { ok: false, errors };
  }
}
