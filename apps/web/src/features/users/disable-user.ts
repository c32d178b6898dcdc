"use server";

import { UserService } from "@repo/proto/user/v1/user_service_pb";
import { type ActionResult, act } from "@/server/act.ts";
import { api } from "@/server/api.ts";

/** Ends sessions and API tokens of a user, who may not sign in any more. */
export async function disableUser(id: string): Promise<ActionResult> {
  return act(async () => {
    await api(UserService).disableUser({ id });
    return undefined;
  });
}
