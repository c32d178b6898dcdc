import { DomainError, decideRefresh } from "@repo/core";
import { insertAuditEvent, lockRefreshToken, replaceRefreshToken, revokeSession } from "@repo/db";
import { hashOf, newRefreshToken } from "@repo/runtime/auth";
import type { Dependencies } from "../dependencies.ts";
import { issueTokens, type SessionTokens } from "./session-tokens.ts";
import type { SignInOrigin } from "./sign-in.ts";

/**
 * Exchanges a refresh token. One that was used before has been copied: the session ends for whoever holds its
 * successor, because nobody can tell the thief from the owner.
 *
 * @throws DomainError UNAUTHENTICATED
 */
export async function refreshSession(
  dependencies: Dependencies,
  refreshToken: string,
  origin: SignInOrigin,
): Promise<SessionTokens> {
  const { database, logger } = dependencies;
  const usedHash = hashOf(refreshToken);
  const successor = newRefreshToken();
  const session = await database.transaction(async (sql) => {
    const known = await lockRefreshToken(sql, usedHash);
    if (known === undefined) return undefined;
    const { session, username } = known;
    switch (decideRefresh(known.facts)) {
      case "ENDED":
        return undefined;
      case "REUSED":
        logger.warn({ sessionId: session.id, user: username }, "a used refresh token came again");
        await revokeSession(sql, session.id);
        await insertAuditEvent(sql, {
          actor: { name: username, credential: "refresh token", ...origin },
          action: "REFRESH_TOKEN_REUSED",
          subject: { id: session.id, name: username },
        });
        return undefined;
      case "REFRESH":
        await replaceRefreshToken(sql, { sessionId: session.id, usedHash, newHash: successor.hash });
        return session;
    }
  });
  if (session === undefined) throw sessionEnded();
  return issueTokens(dependencies, session, successor.token);
}

function sessionEnded(): DomainError {
  return new DomainError("UNAUTHENTICATED", "SESSION_ENDED", "the session has ended; sign in again");
}
