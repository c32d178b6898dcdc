"use server";

import { ApiTokenService } from "@repo/proto/user/v1/api_token_service_pb";
import { type ActionResult, act } from "@/server/act.ts";
import { api } from "@/server/api.ts";

/** Ends a token; within seconds it may do nothing any more. */
export async function revokeApiToken(id: string): Promise<ActionResult> {
  return act(async () => {
    await api(ApiTokenService).revokeApiToken({ id });
    return undefined;
  });
}
