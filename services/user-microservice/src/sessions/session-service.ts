import { insertAuditEvent, listSessions } from "@repo/db";
import { encodeSession, encodeTimestamp, encodeUser } from "@repo/proto";
import { SessionService } from "@repo/proto/user/v1/session_service_pb";
import { actorOf, clientAddressOf, type RpcCall, type RpcService, service } from "@repo/runtime/rpc/server";
import type { Dependencies } from "../dependencies.ts";
import { rotateSigningKey } from "../keys/signing-keys.ts";
import { ownUserId } from "../own-user-id.ts";
import { userPrincipalOf } from "../user-principal.ts";
import { parseUuid } from "../uuid.ts";
import { endSession, signOut } from "./end-session.ts";
import { refreshSession } from "./refresh.ts";
import type { SessionTokens } from "./session-tokens.ts";
import { type SignInOrigin, signIn } from "./sign-in.ts";

const MAX_USER_AGENT_LENGTH = 200;

/** The gRPC face of the sessions. */
export function sessionService(dependencies: Dependencies): RpcService {
  const { database, keyring } = dependencies;
  return service(SessionService, {
    async signIn(request, call) {
      const { tokens, user } = await signIn(dependencies, request, originOf(call));
      return { tokens: encodeTokens(tokens), user: encodeUser(user) };
    },

    async refreshSession({ refreshToken }, call) {
      return { tokens: encodeTokens(await refreshSession(dependencies, refreshToken, originOf(call))) };
    },

    async signOut(_, call) {
      await signOut(dependencies, { principal: userPrincipalOf(call), actor: actorOf(call) });
      return {};
    },

    async listSessions({ userId }, call) {
      const principal = userPrincipalOf(call);
      const { credential } = principal;
      const current = credential.kind === "SESSION" ? credential.sessionId : undefined;
      const sessions = await listSessions(database, ownUserId(principal, userId));
      return { sessions: sessions.map((s) => encodeSession({ ...s, current: s.id === current })) };
    },

    async revokeSession({ id }, call) {
      const who = { principal: userPrincipalOf(call), actor: actorOf(call) };
      await endSession(dependencies, parseUuid("id", id), who);
      return {};
    },

    async rotateSigningKey({ revokePrevious }, call) {
      const keyId = await database.transaction(async (sql) => {
        const id = await rotateSigningKey(sql, keyring, { revokePrevious });
        const subject = { id, name: revokePrevious ? "the previous keys were revoked" : "" };
        await insertAuditEvent(sql, { actor: actorOf(call), action: "SIGNING_KEY_ROTATED", subject });
        return id;
      });
      return { keyId };
    },
  });
}

function originOf(call: RpcCall): SignInOrigin {
  // a web server passes on what its browser says it is
  const [userAgent] = [...call.metadata.get("x-client-user-agent"), ...call.metadata.get("user-agent")];
  return {
    address: clientAddressOf(call),
    userAgent: String(userAgent ?? "").slice(0, MAX_USER_AGENT_LENGTH),
    requestId: call.requestId,
  };
}

function encodeTokens({ accessToken, refreshToken, accessTokenExpiresAt, sessionExpiresAt }: SessionTokens) {
  return {
    accessToken,
    refreshToken,
    accessTokenExpiresAt: encodeTimestamp(accessTokenExpiresAt),
    sessionExpiresAt: encodeTimestamp(sessionExpiresAt),
  };
}
