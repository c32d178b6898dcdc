import { type GrpcTarget, TASK_HANDLER_RPC } from "@repo/core";
import { createChannelPool } from "./grpc/channel-pool.ts";
import { callReflected, renderRequest } from "./grpc/reflected-call.ts";
import { type ReflectedMethod, reflectMethod } from "./grpc/reflection.ts";
import { createReflectionCache } from "./grpc/reflection-cache.ts";
import { renderMetadata } from "./grpc/render-metadata.ts";
import { resolveAddress } from "./grpc/resolve-address.ts";
import { callTaskHandler } from "./grpc/task-handler-call.ts";
import type { Call } from "./grpc/unary-call.ts";
import { resolveHostBySystem } from "./http/guarded-lookup.ts";
import type { HttpTargetConfig } from "./http.ts";
import { checkSecretHosts } from "./secrets.ts";
import type { TargetHandler } from "./target-handler.ts";

export type GrpcTargetConfig = Pick<HttpTargetConfig, "allow" | "resolveHost">;

export interface GrpcTargetExecutor {
  execute: TargetHandler<GrpcTarget>;
  /** Closes the channels. */
  close(): void;
}

export function createGrpcTarget({
  allow,
  resolveHost = resolveHostBySystem,
}: GrpcTargetConfig): GrpcTargetExecutor {
  const pool = createChannelPool();
  const cache = createReflectionCache();

  async function reflect({ rpc, plaintext }: GrpcTarget, call: Call): Promise<ReflectedMethod> {
    const { authority, target } = call.server;
    const key = [plaintext, authority, target, rpc].join(" ");
    const known = cache.find(key, performance.now());
    if (known !== undefined) return known;
    const method = await reflectMethod(rpc, call);
    cache.keep(key, method, performance.now());
    return method;
  }

  return {
    async execute(target, context) {
      const metadata = renderMetadata(target, context);
      const request = target.rpc === TASK_HANDLER_RPC ? undefined : renderRequest(target, context);
      const server = await resolveAddress(target.address, allow, resolveHost);
      checkSecretHosts(context.secrets, server.host);
      using channel = pool.borrow(server, target.plaintext);
      const deadline = new Date(Date.now() + context.run.policies.attemptTimeout);
      const call: Call = { client: channel.client, server, metadata, deadline, signal: context.signal };
      if (request === undefined) return await callTaskHandler(context, call);
      return await callReflected(await reflect(target, call), request, call);
    },
    close: () => pool.close(),
  };
}
