"use server";

import { SessionService } from "@repo/proto/user/v1/session_service_pb";
import { type ActionResult, act } from "@/server/act.ts";
import { api } from "@/server/api.ts";

/** Signs access tokens with a new key from now on. @returns the id of the key */
export async function rotateSigningKey(revokePrevious: boolean): Promise<ActionResult<string>> {
  return act(async () => (await api(SessionService).rotateSigningKey({ revokePrevious })).keyId);
}
