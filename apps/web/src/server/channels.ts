import "server-only";
import type { DescService } from "@bufbuild/protobuf";
import { clientTlsOf } from "@repo/runtime/auth";
import { createRpcClient, type RpcClient, type RpcClientOptions } from "@repo/runtime/rpc/client";
import { readConfig } from "./config.ts";

/** A client of any service of the API, which knows where that one is. */
export function openClient<S extends DescService>(
  desc: S,
  options: Pick<RpcClientOptions, "headers"> = {},
): RpcClient<S> {
  const config = readConfig();
  const address = desc.typeName.startsWith("user.")
    ? config.USER_SERVICE_ADDRESS
    : config.SCHEDULE_SERVICE_ADDRESS;
  return createRpcClient(desc, address, { tls: clientTlsOf(config), ...options });
}
