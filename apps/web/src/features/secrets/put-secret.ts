"use server";

import { SecretService } from "@repo/proto/user/v1/secret_service_pb";
import { type ActionResult, act } from "@/server/act.ts";
import { api } from "@/server/api.ts";

/** Stores a secret, or replaces the one of this name. */
export async function putSecret(input: {
  name: string;
  description: string;
  hosts: readonly string[];
  value: string;
}): Promise<ActionResult> {
  return act(async () => {
    await api(SecretService).putSecret({ ...input, hosts: [...input.hosts] });
    return undefined;
  });
}
