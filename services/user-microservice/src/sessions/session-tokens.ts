import { readDatabaseTime, type StoredSession } from "@repo/db";
import type { Dependencies } from "../dependencies.ts";

/** What a client gets of a session. */
export interface SessionTokens {
  accessToken: string;
  accessTokenExpiresAt: Date;
  refreshToken: string;
  sessionExpiresAt: Date;
}

/** Makes the access token of a session; it does not outlive it. */
export async function issueTokens(
  { database, signingKeys, accessTokenLifetime }: Dependencies,
  session: StoredSession,
  refreshToken: string,
): Promise<SessionTokens> {
  const now = await readDatabaseTime(database);
  const expiresAt = new Date(Math.min(now.getTime() + accessTokenLifetime, session.expiresAt.getTime()));
  const claims = { userId: session.userId, sessionId: session.id };
  return {
    accessToken: await signingKeys.sign(claims, { now, expiresAt }),
    accessTokenExpiresAt: expiresAt,
    refreshToken,
    sessionExpiresAt: session.expiresAt,
  };
}
