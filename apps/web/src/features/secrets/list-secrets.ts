import "server-only";
import type { Secret } from "@repo/core";
import { decodeSecret } from "@repo/proto";
import { SecretService } from "@repo/proto/user/v1/secret_service_pb";
import { api } from "@/server/api.ts";
import { read } from "@/server/read.ts";

/** All secrets by name; nobody reads their values. */
export async function listSecrets(): Promise<Secret[]> {
  const { secrets } = await read(api(SecretService).listSecrets({}));
  return secrets.map(decodeSecret);
}
