import { isIP } from "node:net";
import { type Actor, type Caller, describeCredential, nameOf, type Principal } from "@repo/core";
import type { RpcCall } from "./rpc-call.ts";

/** Kept beside the calls and not in them: only the authorisation may say who makes a call. */
const principals = new WeakMap<RpcCall, Principal>();

const CLIENT_ADDRESS_KEY = "x-client-address";

export function setPrincipal(call: RpcCall, principal: Principal): void {
  principals.set(call, principal);
}

/** Who makes a call; undefined for a public method that is called by anybody. */
export function findPrincipal(call: RpcCall): Principal | undefined {
  return principals.get(call);
}

/** @throws Error in the handler of a public method, where nobody has to be anybody */
export function principalOf(call: RpcCall): Principal {
  const principal = principals.get(call);
  if (principal === undefined)
    throw new Error(`${call.method} is public: it may be called by nobody in particular`);
  return principal;
}

/** Who makes a call, for the audit log. */
export function actorOf(call: RpcCall, principal = principalOf(call)): Actor {
  return {
    name: nameOf(principal),
    credential: describeCredential(principal),
    address: clientAddressOf(call),
    requestId: call.requestId,
  };
}

/** Who makes a call, for flows that ask what he may do and write down what he did. */
export function callerOf(call: RpcCall): Caller {
  return { principal: principalOf(call), actor: actorOf(call) };
}

/**
 * The network address that a call comes from. A service that calls for someone else, as a web server does for a
 * browser, names that one's in `x-client-address`; from anybody else the header means nothing.
 */
export function clientAddressOf(call: RpcCall): string {
  const [given] = call.metadata.get(CLIENT_ADDRESS_KEY);
  const isTrusted = findPrincipal(call)?.kind === "SERVICE";
  if (isTrusted && typeof given === "string" && isIP(given) !== 0) return given;
  return withoutPort(call.peer);
}

function withoutPort(peer: string): string {
  const [, bracketed, plain] = /^(?:\[(.+)\]|([^:]+)):\d+$/.exec(peer) ?? [];
  return (bracketed ?? plain ?? peer).replace(/^::ffff:(?=\d+\.)/, "");
}
