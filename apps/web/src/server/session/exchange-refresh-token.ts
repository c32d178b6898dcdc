import "server-only";
import { decodeTimestamp } from "@repo/proto";
import { SessionService, type SessionTokens } from "@repo/proto/user/v1/session_service_pb";
import { RpcError } from "@repo/runtime/rpc/client";
import { openClient } from "../channels.ts";
import type { Tokens } from "./cookie-policy.ts";
import type { Refresh } from "./refresh-once.ts";

/** Asks user-microservice for new tokens. */
export async function exchangeRefreshToken(refreshToken: string): Promise<Refresh> {
  const sessions = openClient(SessionService);
  try {
    const { tokens } = await sessions.refreshSession({ refreshToken });
    return { outcome: "REFRESHED", tokens: decodeTokens(tokens) };
  } catch (error) {
    if (!(error instanceof RpcError)) throw error;
    return { outcome: error.code === "UNAUTHENTICATED" ? "ENDED" : "UNKNOWN" };
  } finally {
    sessions.close();
  }
}

/** @throws Error when the answer lacks a part */
export function decodeTokens(message: SessionTokens | undefined): Tokens {
  return {
    accessToken: message?.accessToken ?? "",
    accessTokenExpiresAt: decodeTimestamp("accessTokenExpiresAt", message?.accessTokenExpiresAt),
    refreshToken: message?.refreshToken ?? "",
    sessionExpiresAt: decodeTimestamp("sessionExpiresAt", message?.sessionExpiresAt),
  };
}
