import type { UserPrincipal } from "@repo/core";
import { principalOf, type RpcCall } from "@repo/runtime/rpc/server";

/** The user who makes a call of a method that is for users. */
export function userPrincipalOf(call: RpcCall): UserPrincipal {
  const principal = principalOf(call);
  if (principal.kind === "USER") return principal;
  throw new Error(`the access table lets services call ${call.method}, which is for users`);
}
