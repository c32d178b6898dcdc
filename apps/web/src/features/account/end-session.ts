"use server";

import { SessionService } from "@repo/proto/user/v1/session_service_pb";
import { type ActionResult, act } from "@/server/act.ts";
import { api } from "@/server/api.ts";

/** Ends a session of the user; within seconds it may do nothing any more. */
export async function endSession(id: string): Promise<ActionResult> {
  return act(async () => {
    await api(SessionService).revokeSession({ id });
    return undefined;
  });
}
