import "server-only";
import type { Session } from "@repo/core";
import { decodeSession } from "@repo/proto";
import { SessionService } from "@repo/proto/user/v1/session_service_pb";
import { api } from "@/server/api.ts";
import { read } from "@/server/read.ts";

/** The user's sessions: this one first, then those that were used last. */
export async function listSessions(): Promise<Session[]> {
  const { sessions } = await read(api(SessionService).listSessions({}));
  return sessions
    .map(decodeSession)
    .toSorted(
      (one, other) =>
        Number(other.current) - Number(one.current) ||
        other.refreshedAt.getTime() - one.refreshedAt.getTime(),
    );
}
