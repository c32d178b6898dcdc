import type { RpcService } from "@repo/runtime/rpc/server";
import { apiTokenService } from "./api-tokens/api-token-service.ts";
import { auditService } from "./audit/audit-service.ts";
import type { Dependencies } from "./dependencies.ts";
import { savedViewService } from "./saved-views/saved-view-service.ts";
import { secretService } from "./secrets/secret-service.ts";
import { sessionService } from "./sessions/session-service.ts";
import { userService } from "./users/user-service.ts";

/** Everything this process serves. */
export function createServices(dependencies: Dependencies): RpcService[] {
  return [userService, sessionService, apiTokenService, auditService, secretService, savedViewService].map(
    (make) => make(dependencies),
  );
}
