import { type AccessVerdict, decideAccess, type MethodAccess, nameOf, type Principal } from "@repo/core";
import type { Authenticator } from "../../auth/authenticator.ts";
import { setPrincipal } from "./call-identity.ts";
import type { RpcInterceptor } from "./interceptor.ts";
import type { ServiceAccess } from "./method-access-table.ts";
import type { RpcCall } from "./rpc-call.ts";
import { RpcFailure } from "./rpc-failure.ts";

/** Who may call what, and how it is found out who calls. */
export interface Authorization {
  /** The tables of all services of a server. */
  access: readonly ServiceAccess[];
  authenticator: Authenticator;
  /** How often it is asked whether the caller of an open stream may still have it. Default: 15 seconds. */
  confirmIntervalMs?: number;
  /** Streams that one caller may have open. Default: 50. */
  maxStreamsPerCaller?: number;
}

const BEARER = /^Bearer ([\w.~+/-]+=*)$/i;
const DEFAULT_CONFIRM_INTERVAL_MS = 15_000;
const DEFAULT_MAX_STREAMS = 50;

/** Lets a call through when the table allows it to whoever makes it; refuses every other. */
export function authorizeCalls(
  table: ReadonlyMap<string, MethodAccess>,
  { authenticator, confirmIntervalMs = DEFAULT_CONFIRM_INTERVAL_MS, ...options }: Authorization,
): RpcInterceptor {
  const maxStreams = options.maxStreamsPerCaller ?? DEFAULT_MAX_STREAMS;
  const openStreams = new Map<string, number>();

  return async (call, next) => {
    const access = table.get(call.method);
    if (access === undefined) throw new Error(`${call.method} is not in the access table`);
    const principal = await identifyCaller(call, access, authenticator);
    checkAccess(access, principal);
    if (principal !== undefined) setPrincipal(call, principal);
    if (call.kind === "unary" || principal === undefined) return next();

    const caller = nameOf(principal);
    const open = openStreams.get(caller) ?? 0;
    if (open >= maxStreams) throw tooManyStreams(maxStreams);
    openStreams.set(caller, open + 1);
    const timer = setInterval(
      () =>
        void confirmCaller(call, access, principal, authenticator).catch((error: Error) => call.abort(error)),
      confirmIntervalMs,
    );
    try {
      await next();
    } finally {
      clearInterval(timer);
      const left = (openStreams.get(caller) ?? 1) - 1;
      if (left > 0) openStreams.set(caller, left);
      else openStreams.delete(caller);
    }
  };
}

async function identifyCaller(
  call: RpcCall,
  access: MethodAccess,
  authenticator: Authenticator,
): Promise<Principal | undefined> {
  const [header] = call.metadata.get("authorization");
  if (header === undefined) return undefined;
  const [, token] = BEARER.exec(String(header)) ?? [];
  if (token === undefined) {
    if (access === "PUBLIC") return undefined;
    throw new RpcFailure("UNAUTHENTICATED", "the authorization header must be: Bearer <token>", {
      reason: "TOKEN_INVALID",
    });
  }
  try {
    return await authenticator.authenticate(token);
  } catch (error) {
    // an old token in the header must not keep anybody from signing in
    if (access === "PUBLIC") return undefined;
    throw error;
  }
}

async function confirmCaller(
  call: RpcCall,
  access: MethodAccess,
  principal: Principal,
  authenticator: Authenticator,
): Promise<void> {
  if (call.signal.aborted) return;
  try {
    checkAccess(access, await authenticator.confirm(principal));
  } catch (error) {
    // that it cannot be asked now is no reason to end what was allowed
    if (error instanceof RpcFailure && error.code === "UNAVAILABLE") return;
    throw error;
  }
}

function checkAccess(access: MethodAccess, principal: Principal | undefined): void {
  const verdict = decideAccess(access, principal);
  if (!verdict.allowed) throw refusalOf(verdict, access, principal);
}

function refusalOf(
  { reason }: Extract<AccessVerdict, { allowed: false }>,
  access: MethodAccess,
  principal: Principal | undefined,
): RpcFailure {
  const refuse = (message: string) => new RpcFailure("PERMISSION_DENIED", message, { reason });
  switch (reason) {
    case "NOT_SIGNED_IN":
      return new RpcFailure("UNAUTHENTICATED", "sign in, and send: authorization: Bearer <access token>", {
        reason,
      });
    case "ROLE_TOO_LOW": {
      const role = principal?.kind === "USER" ? principal.role : "none";
      return refuse(`this needs the role ${access.replace("_IN_PERSON", "")}; yours is ${role}`);
    }
    case "NOT_BY_API_TOKEN":
      return refuse("this cannot be done with an API token; sign in");
    case "NOT_FOR_SERVICES":
      return refuse("this is for users, not for services");
    case "ONLY_FOR_SERVICES":
      return refuse("this is for the services of the scheduler, not for users");
  }
}

function tooManyStreams(limit: number): RpcFailure {
  const message = `you have ${limit} streams open already; close one first`;
  return new RpcFailure("RESOURCE_EXHAUSTED", message, { reason: "TOO_MANY_STREAMS" });
}
