import "server-only";
import type { ApiToken } from "@repo/core";
import { decodeApiToken } from "@repo/proto";
import { ApiTokenService } from "@repo/proto/user/v1/api_token_service_pb";
import { api } from "@/server/api.ts";
import { read } from "@/server/read.ts";

/** The user's tokens, newest first. */
export async function listApiTokens(): Promise<ApiToken[]> {
  const { apiTokens } = await read(api(ApiTokenService).listApiTokens({}));
  return apiTokens.map(decodeApiToken);
}
