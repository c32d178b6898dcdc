"use server";

import { SessionService } from "@repo/proto/user/v1/session_service_pb";
import { RpcError } from "@repo/runtime/rpc/client";
import { redirect } from "next/navigation";
import { api } from "@/server/api.ts";
import { noCookies } from "@/server/session/cookie-policy.ts";
import { isLoopbackRequest } from "@/server/session/request-origin.ts";
import { setCookies } from "@/server/session/session-cookies.ts";

/** Ends the session. The browser forgets it even when the API cannot be told. */
export async function signOut(): Promise<void> {
  await api(SessionService)
    .signOut({})
    .catch((error) => {
      if (!(error instanceof RpcError)) throw error;
    });
  await setCookies(noCookies(await isLoopbackRequest()));
  redirect("/sign-in");
}
