"use server";

import { UserService } from "@repo/proto/user/v1/user_service_pb";
import { type ActionResult, act } from "@/server/act.ts";
import { api } from "@/server/api.ts";

/** Replaces the user's password and ends the other sessions. */
export async function changePassword(input: {
  currentPassword: string;
  newPassword: string;
}): Promise<ActionResult> {
  return act(async () => {
    await api(UserService).changePassword(input);
    return undefined;
  });
}
