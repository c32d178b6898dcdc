import type { HttpTarget } from "@repo/core";
import type { HttpAllowList } from "./http/allow-list.ts";
import type { TargetHandler } from "./target-handler.ts";

export interface HttpTargetConfig {
  allow: HttpAllowList;
  /** Connections open to one origin at a time; further requests wait for one. */
  connectionsPerOrigin: number;
}

export interface HttpTargetExecutor {
  execute: TargetHandler<HttpTarget>;
  /** Closes the idle connections. */
  close(): void;
}

export function createHttpTarget(_config: HttpTargetConfig): HttpTargetExecutor {
  return {
    execute: async () => ({ ok: false, message: "http targets are not available", retryable: false }),
    close: () => {},
  };
}
