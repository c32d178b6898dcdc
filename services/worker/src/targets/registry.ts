import type { Target, TargetType } from "@repo/core";
import { createHttpTarget, type HttpTargetConfig } from "./http.ts";
import { runNoop } from "./noop.ts";
import type { TargetContext, TargetHandler, TargetOf, TargetResult } from "./target-handler.ts";

export interface TargetConfig {
  http: HttpTargetConfig;
}

export interface TargetRegistry {
  execute(target: Target, context: TargetContext): Promise<TargetResult>;
  /** Gives back what the targets hold, such as idle connections. Attempts still under way are not waited for. */
  close(): Promise<void>;
}

type TargetHandlers = { [Type in TargetType]: TargetHandler<TargetOf<Type>> };

/** Every target this worker can carry out; a new one is a file of its own and a line here. */
export function createTargetRegistry(config: TargetConfig): TargetRegistry {
  const http = createHttpTarget(config.http);
  const handlers = {
    noop: runNoop,
    http: http.execute,
  } satisfies TargetHandlers;

  return {
    execute: (target, context) => executeTarget(handlers, target, context),
    close: async () => http.close(),
  };
}

function executeTarget<Type extends TargetType>(
  handlers: TargetHandlers,
  target: TargetOf<Type>,
  context: TargetContext,
): Promise<TargetResult> {
  return handlers[target.type](target, context);
}
