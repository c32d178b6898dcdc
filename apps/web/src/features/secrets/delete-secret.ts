"use server";

import { SecretService } from "@repo/proto/user/v1/secret_service_pb";
import { type ActionResult, act } from "@/server/act.ts";
import { api } from "@/server/api.ts";

/** Deletes a secret; runs that name it fail from then on. */
export async function deleteSecret(name: string): Promise<ActionResult> {
  return act(async () => {
    await api(SecretService).deleteSecret({ name });
    return undefined;
  });
}
