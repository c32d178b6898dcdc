"use server";

import { SessionService } from "@repo/proto/user/v1/session_service_pb";
import { createServiceIdentity } from "@repo/runtime/auth";
import { formErrorsOf } from "@repo/runtime/rpc/client";
import { redirect } from "next/navigation";
import type { ActionResult } from "@/server/act.ts";
import { openClient } from "@/server/channels.ts";
import { readConfig } from "@/server/config.ts";
import { cookiesFor } from "@/server/session/cookie-policy.ts";
import { decodeTokens } from "@/server/session/exchange-refresh-token.ts";
import { isLoopbackRequest, readOrigin } from "@/server/session/request-origin.ts";
import { safeReturnPath } from "@/server/session/return-path.ts";
import { setCookies } from "@/server/session/session-cookies.ts";

export interface Credentials {
  username: string;
  password: string;
  /** Instead of a one-time password. Empty: keeps the password. */
  newPassword: string;
}

/** Begins a session and goes to the page that was asked for; answers only when that failed. */
export async function signIn(credentials: Credentials, next: string): Promise<ActionResult> {
  const sessions = openClient(SessionService, { headers: originHeaders });
  try {
    const { tokens } = await sessions.signIn(credentials);
    await setCookies(cookiesFor(decodeTokens(tokens), await isLoopbackRequest()));
  } catch (error) {
    return { ok: false, errors: formErrorsOf(error) };
  } finally {
    sessions.close();
  }
  redirect(safeReturnPath(next));
}

/** Tells for whom this server calls: failed sign-ins count against that address, and the session shows it. */
async function originHeaders(): Promise<Record<string, string>> {
  const { address, userAgent } = await readOrigin();
  const browser = { "x-client-user-agent": userAgent.slice(0, 200) };
  const { SERVICE_PRIVATE_KEY: privateKey } = readConfig();
  if (privateKey === undefined || address === undefined) return browser;
  const identity = createServiceIdentity({ service: "web", privateKey }, () => Date.now());
  return { ...browser, ...(await identity.headers()), "x-client-address": address };
}
