"use server";

import type { Role } from "@repo/core";
import { encodeRole } from "@repo/proto";
import { UserService } from "@repo/proto/user/v1/user_service_pb";
import { type ActionResult, act } from "@/server/act.ts";
import { api } from "@/server/api.ts";

export interface UserInput {
  displayName: string;
  role: Role;
  team: string;
}

/** Creates a user. @returns the one-time password, which is not kept */
export async function createUser({
  role,
  ...input
}: UserInput & { username: string }): Promise<ActionResult<{ username: string; oneTimePassword: string }>> {
  return act(async () => {
    const { user, oneTimePassword } = await api(UserService).createUser({ ...input, role: encodeRole(role) });
    return { username: user?.username ?? input.username, oneTimePassword };
  });
}
