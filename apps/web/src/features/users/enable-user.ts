"use server";

import { UserService } from "@repo/proto/user/v1/user_service_pb";
import { type ActionResult, act } from "@/server/act.ts";
import { api } from "@/server/api.ts";

/** Lets a disabled user sign in again. */
export async function enableUser(id: string): Promise<ActionResult> {
  return act(async () => {
    await api(UserService).enableUser({ id });
    return undefined;
  });
}
