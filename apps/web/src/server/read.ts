import "server-only";
import { RpcError } from "@repo/runtime/rpc/client";
import { forbidden, notFound } from "next/navigation";
import { goToSignIn } from "./session/go-to-sign-in.ts";

/**
 * Awaits what a page needs of the API, and shows the page that fits when it is not to be had: "not found", "not
 * allowed", or signing in again. Everything else is for `error.tsx`.
 */
export async function read<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    if (!(error instanceof RpcError)) throw error;
    if (error.code === "NOT_FOUND") notFound();
    if (error.code === "PERMISSION_DENIED") forbidden();
    if (error.code === "UNAUTHENTICATED") await goToSignIn();
    throw new Error(explain(error), { cause: error });
  }
}

function explain({ code, message, method, requestId }: RpcError): string {
  return `${method} failed with ${code}${requestId === undefined ? "" : ` (request ${requestId})`}: ${message}`;
}
