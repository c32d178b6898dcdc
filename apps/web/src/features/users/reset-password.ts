"use server";

import { UserService } from "@repo/proto/user/v1/user_service_pb";
import { type ActionResult, act } from "@/server/act.ts";
import { api } from "@/server/api.ts";

/** Ends the user's sessions. @returns the one-time password, which is not kept */
export async function resetPassword(id: string): Promise<ActionResult<string>> {
  return act(async () => (await api(UserService).resetPassword({ id })).oneTimePassword);
}
