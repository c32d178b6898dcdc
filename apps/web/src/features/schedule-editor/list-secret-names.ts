import "server-only";
import { SecretService } from "@repo/proto/user/v1/secret_service_pb";
import { api } from "@/server/api.ts";
import { read } from "@/server/read.ts";

/** The names that `{{ secrets.NAME }}` may use; nobody reads the values. */
export async function listSecretNames(): Promise<string[]> {
  const { secrets } = await read(api(SecretService).listSecrets({}));
  return secrets.map(({ name }) => name);
}
