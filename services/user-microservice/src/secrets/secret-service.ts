import { invalid, SecretName } from "@repo/core";
import { listSecrets } from "@repo/db";
import { decodeNewSecret, encodeSecret } from "@repo/proto";
import { SecretService } from "@repo/proto/user/v1/secret_service_pb";
import { actorOf, type RpcService, service } from "@repo/runtime/rpc/server";
import type { Dependencies } from "../dependencies.ts";
import { removeSecret, storeSecret } from "./manage-secrets.ts";

/** The gRPC face of the secrets. */
export function secretService(dependencies: Dependencies): RpcService {
  return service(SecretService, {
    async putSecret(request, call) {
      const secret = await storeSecret(dependencies, decodeNewSecret(request), actorOf(call));
      return { secret: encodeSecret(secret) };
    },

    async listSecrets() {
      return { secrets: (await listSecrets(dependencies.database)).map(encodeSecret) };
    },

    async deleteSecret({ name }, call) {
      await removeSecret(dependencies, parseSecretName(name), actorOf(call));
      return {};
    },
  });
}

function parseSecretName(name: string): string {
  const parsed = SecretName.safeParse(name);
  if (parsed.success) return parsed.data;
  throw invalid([
    { field: "name", message: "must be the name of a secret: letters, digits and underscores" },
  ]);
}
