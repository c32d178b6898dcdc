"use server";

import { encodeRole } from "@repo/proto";
import { UserService } from "@repo/proto/user/v1/user_service_pb";
import { type ActionResult, act } from "@/server/act.ts";
import { api } from "@/server/api.ts";
import type { UserInput } from "./create-user.ts";

/** Changes name, role and team; takes effect on running sessions within seconds. */
export async function updateUser(id: string, { role, ...input }: UserInput): Promise<ActionResult> {
  return act(async () => {
    await api(UserService).updateUser({ id, ...input, role: encodeRole(role) });
    return undefined;
  });
}
