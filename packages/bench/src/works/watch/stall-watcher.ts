import { RunService } from "@repo/proto/scheduler/v1/run_service_pb";
import { createRpcClient, RpcError } from "@repo/runtime/rpc/client";
import type { FreshStores } from "../../system/fresh-stores.ts";
import type { BenchSystem } from "../../system/start-system.ts";
import { publishBurst } from "./publish-events.ts";

/** More than the replica keeps for one watcher and both ends of a connection hold. */
const EVENTS = 40_000;

/** Watches, stops reading while much happens, and reads on. @returns how the replica dealt with it, in words */
export async function stallWatcher({ redis }: FreshStores, { address, token }: BenchSystem): Promise<string> {
  const client = createRpcClient(RunService, address, {
    headers: () => ({ authorization: `Bearer ${token}` }),
  });
  const stream = client.watchRuns({});
  try {
    await stream.next();
    await publishBurst(redis, EVENTS);
    for (let read = 0; read < EVENTS; ) {
      const message = await stream.next();
      read += message.value?.events.length ?? EVENTS;
    }
    return `not ended; ${EVENTS} events were kept for it`;
  } catch (error) {
    if (!(error instanceof RpcError)) throw error;
    return `ended with ${error.code}, “${error.message}”`;
  } finally {
    await stream.return(undefined);
    client.close();
  }
}
