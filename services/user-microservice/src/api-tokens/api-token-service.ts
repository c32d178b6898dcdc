import { listApiTokens } from "@repo/db";
import { decodeNewApiToken, encodeApiToken } from "@repo/proto";
import { ApiTokenService } from "@repo/proto/user/v1/api_token_service_pb";
import { actorOf, type RpcService, service } from "@repo/runtime/rpc/server";
import type { Dependencies } from "../dependencies.ts";
import { ownUserId } from "../own-user-id.ts";
import { userPrincipalOf } from "../user-principal.ts";
import { parseUuid } from "../uuid.ts";
import { createApiToken, endApiToken } from "./manage-api-tokens.ts";

/** The gRPC face of the API tokens. */
export function apiTokenService(dependencies: Dependencies): RpcService {
  return service(ApiTokenService, {
    async createApiToken(request, call) {
      const who = { principal: userPrincipalOf(call), actor: actorOf(call) };
      const { apiToken, token } = await createApiToken(dependencies, decodeNewApiToken(request), who);
      return { apiToken: encodeApiToken(apiToken), token };
    },

    async listApiTokens({ userId }, call) {
      const tokens = await listApiTokens(dependencies.database, ownUserId(userPrincipalOf(call), userId));
      return { apiTokens: tokens.map(encodeApiToken) };
    },

    async revokeApiToken({ id }, call) {
      const who = { principal: userPrincipalOf(call), actor: actorOf(call) };
      await endApiToken(dependencies, parseUuid("id", id), who);
      return {};
    },
  });
}
