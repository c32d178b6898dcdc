export { CommandAllowList } from "./command/allow-list.ts";
export {
  defineHandler,
  type HandlerContext,
  type HandlerFunction,
  type Handlers,
} from "./handler/define-handler.ts";
export { PermanentError } from "./handler/permanent-error.ts";
export { readHandlers } from "./handler/read-handlers.ts";
export { HttpAllowList } from "./http/allow-list.ts";
export type { HttpTargetConfig } from "./http.ts";
export { KubernetesNamespaces, openKubernetesJobs } from "./kubernetes-job/open-kubernetes-jobs.ts";
export { createTargetRegistry, type TargetConfig, type TargetRegistry } from "./registry.ts";
export type { SecretSource } from "./secrets.ts";
export { TargetError } from "./target-error.ts";
export type { ResolvedSecret, TargetContext, TargetHandler, TargetResult } from "./target-handler.ts";
