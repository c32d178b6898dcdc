import "server-only";
import type { DescService } from "@bufbuild/protobuf";
import type { RpcClient } from "@repo/runtime/rpc/client";
import { openClient } from "./channels.ts";
import { readAccessToken } from "./session/session-cookies.ts";

const clients = new Map<string, unknown>();

/**
 * The API as the user of the current request may use it: `api(ScheduleService).listSchedules({})`.
 *
 * In pages wrap calls in `read`, in server actions in `act`.
 */
export function api<S extends DescService>(desc: S): RpcClient<S> {
  let client = clients.get(desc.typeName);
  if (client === undefined) {
    client = openClient(desc, { headers: credentialsOfRequest });
    clients.set(desc.typeName, client);
  }
  // one client for each service, found by the service's name
  return client as RpcClient<S>;
}

async function credentialsOfRequest(): Promise<Record<string, string>> {
  const token = await readAccessToken();
  return token === undefined ? {} : { authorization: `Bearer ${token}` };
}
