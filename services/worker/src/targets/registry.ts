import type { Target, TargetType } from "@repo/core";
import { createHttpTarget, type HttpTargetConfig } from "./http.ts";
import { runNoop } from "./noop.ts";
import { renderPayload } from "./render-payload.ts";
import { TargetError } from "./target-error.ts";
import type { TargetContext, TargetHandler, TargetOf, TargetResult } from "./target-handler.ts";
import { templateValuesOf } from "./template.ts";

export interface TargetConfig {
  http: HttpTargetConfig;
}

export interface TargetRegistry {
  /** Fills in the templates of the payload and carries out the attempt. */
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
    async execute(target, context) {
      try {
        return await executeTarget(handlers, target, withRenderedPayload(context));
      } catch (error) {
        if (!(error instanceof TargetError)) throw error;
        return { ok: false, message: error.message, retryable: error.retryable };
      }
    },
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

function withRenderedPayload(context: TargetContext): TargetContext {
  if (context.payload === undefined) return context;
  return { ...context, payload: renderPayload(context.payload, templateValuesOf(context)) };
}
