"use server";

import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import type { Role } from "@repo/core";
import { encodeRole } from "@repo/proto";
import { ApiTokenService } from "@repo/proto/user/v1/api_token_service_pb";
import { type ActionResult, act } from "@/server/act.ts";
import { api } from "@/server/api.ts";

/** Makes a token. @param lifetime in milliseconds from now @returns the token itself, which is not kept */
export async function createApiToken(input: {
  name: string;
  role: Role;
  lifetime: number;
}): Promise<ActionResult<string>> {
  return act(async () => {
    const { token } = await api(ApiTokenService).createApiToken({
      name: input.name,
      role: encodeRole(input.role),
      expiresAt: timestampFromDate(new Date(Date.now() + input.lifetime)),
    });
    return token;
  });
}
