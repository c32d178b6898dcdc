export { sharedAnswer } from "../wire/shared-answer.ts";
export type { Authorization } from "./authorize-calls.ts";
export { actorOf, callerOf, clientAddressOf, findPrincipal, principalOf } from "./call-identity.ts";
export type { RpcInterceptor } from "./interceptor.ts";
export type { ListenAddress } from "./listen.ts";
export { type ServiceAccess, serviceAccess } from "./method-access-table.ts";
export type { RpcCall } from "./rpc-call.ts";
export { RpcFailure } from "./rpc-failure.ts";
export {
  createRpcServer,
  type RpcServer,
  type RpcServerLimits,
  type RpcServerOptions,
  type ServerTls,
} from "./rpc-server.ts";
export { type RpcService, type ServiceImplementation, service } from "./service-handlers.ts";
export { createWatcherQueue, type WatcherQueue } from "./watcher-queue.ts";
