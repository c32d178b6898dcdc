import type { HandlerTarget } from "@repo/core";
import type { Logger } from "@repo/runtime";
import type { HandlerContext, HandlerFunction } from "./handler/define-handler.ts";
import { PermanentError } from "./handler/permanent-error.ts";
import { createMask } from "./mask-secrets.ts";
import { checkSecretsStayHere } from "./secrets.ts";
import { messageOf, storableMessage, storableOutput } from "./storable-json.ts";
import { TargetError } from "./target-error.ts";
import type { TargetContext, TargetHandler } from "./target-handler.ts";

export interface HandlerTargetConfig {
  handlers: ReadonlyMap<string, HandlerFunction>;
  logger: Logger;
}

/** @param config absent: this worker has no handlers */
export function createHandlerTarget(config: HandlerTargetConfig | undefined): TargetHandler<HandlerTarget> {
  return async ({ handler: name }, context) => {
    const handle = config?.handlers.get(name);
    if (config === undefined || handle === undefined) throw missing(name, config?.handlers);
    checkSecretsStayHere(context.secrets, "a handler");
    const logger = config.logger.child({ runId: context.run.id, handler: name });
    try {
      const output = storableOutput(await handle(contextOf(context, logger)), "value");
      return { ok: true, ...(output !== undefined && { output }) };
    } catch (error) {
      // what a stack tells is for those who wrote the handler, and not for everyone who may see the run
      const stack = createMask(context.secrets)((error instanceof Error && error.stack) || String(error));
      logger.warn({ stack, attempt: context.run.attempt }, "the handler threw");
      const message = storableMessage(messageOf(error));
      return { ok: false, message, retryable: !(error instanceof PermanentError) };
    }
  };
}

function contextOf(context: TargetContext, logger: Logger): HandlerContext {
  const { id, scheduleId, scheduleName, dueAt, fireAt, attempt } = context.run;
  return {
    payload: context.payload ?? {},
    run: { id, scheduleId, scheduleName, dueAt, fireAt, attempt },
    signal: context.signal,
    logger,
    report(value) {
      const output = storableOutput(value, "value");
      if (output !== undefined) context.report(output);
    },
  };
}

/** Retryable: while workers are being replaced, another one may have it by the next attempt. */
function missing(name: string, handlers: HandlerTargetConfig["handlers"] = new Map()): TargetError {
  const known = handlers.size === 0 ? "it has none" : `it has ${[...handlers.keys()].join(", ")}`;
  return new TargetError(
    storableMessage(
      `this worker has no handler "${name}", ${known}; register it, and give the schedule a queue that only workers with it take from (WORKER_QUEUES)`,
    ),
    { retryable: true },
  );
}
