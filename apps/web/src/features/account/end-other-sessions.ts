"use server";

import { SessionService } from "@repo/proto/user/v1/session_service_pb";
import { type ActionResult, act } from "@/server/act.ts";
import { api } from "@/server/api.ts";

/** Ends every session of the user but this one. @returns how many */
export async function endOtherSessions(): Promise<ActionResult<number>> {
  return act(async () => {
    const service = api(SessionService);
    const { sessions } = await service.listSessions({});
    const others = sessions.filter(({ current }) => !current);
    for (const { id } of others) await service.revokeSession({ id });
    return others.length;
  });
}
