import type { Output, Target, TargetType } from "@repo/core";
import { type CommandTargetConfig, createCommandTarget } from "./command.ts";
import { createGrpcTarget } from "./grpc.ts";
import { createHandlerTarget, type HandlerTargetConfig } from "./handler.ts";
import { createHttpTarget, type HttpTargetConfig } from "./http.ts";
import { createKubernetesJobTarget, type KubernetesJobTargetConfig } from "./kubernetes-job.ts";
import { createMask, type Mask, maskObject, maskResult } from "./mask-secrets.ts";
import { runNoop } from "./noop.ts";
import { renderPayload } from "./render-payload.ts";
import { resolveSecrets, type SecretSource, secretNamesOf } from "./secrets.ts";
import { TargetError } from "./target-error.ts";
import type { TargetContext, TargetHandler, TargetOf, TargetResult } from "./target-handler.ts";
import { templateValuesOf } from "./template.ts";

export interface TargetConfig {
  /** Where grpc targets may go too. */
  http: HttpTargetConfig;
  /** Absent: kubernetesJob targets fail. */
  kubernetesJob?: KubernetesJobTargetConfig | undefined;
  /** Absent: handler targets fail. */
  handler?: HandlerTargetConfig;
  /** Absent: command targets fail. */
  command?: CommandTargetConfig;
  /** Where secrets are found. Absent: there are none. */
  secrets?: SecretSource;
}

export interface TargetRegistry {
  /** Fills in the templates of the payload and carries out the attempt. No secret is in what comes back. */
  execute(target: Target, context: Omit<TargetContext, "secrets">): Promise<TargetResult>;
  /** Milliseconds that a target may take to stop after its signal has aborted. */
  stopGraceOf(target: Target): number;
  /** Gives back what the targets hold, such as idle connections. Attempts still under way are not waited for. */
  close(): Promise<void>;
}

type TargetHandlers = { [Type in TargetType]: TargetHandler<TargetOf<Type>> };

/** A target that takes longer is left behind; its attempt counts as aborted. */
const STOP_GRACE_MS = {
  noop: 500,
  http: 500,
  grpc: 500,
  // until its pods are gone
  kubernetesJob: 40_000,
  // to put things in order, within what a shutdown leaves
  handler: 2_000,
  // until nothing of it runs any more
  command: 4_500,
} as const satisfies Record<TargetType, number>;

/** Every target this worker can carry out; a new one is a file of its own and a line here. */
export function createTargetRegistry(config: TargetConfig): TargetRegistry {
  const http = createHttpTarget(config.http);
  const kubernetesJob = createKubernetesJobTarget(config.kubernetesJob);
  const grpc = createGrpcTarget(config.http);
  const command = createCommandTarget(config.command);
  const handlers = {
    noop: runNoop,
    http: http.execute,
    kubernetesJob: kubernetesJob.execute,
    handler: createHandlerTarget(config.handler),
    command: command.execute,
    grpc: grpc.execute,
  } satisfies TargetHandlers;

  return {
    async execute(target, context) {
      try {
        const secrets = await resolveSecrets(secretNamesOf(target, context.payload), config.secrets);
        return await executeMasked(handlers, target, { ...context, secrets });
      } catch (error) {
        return failureOf(error);
      }
    },
    stopGraceOf: ({ type }) => STOP_GRACE_MS[type],
    async close() {
      http.close();
      kubernetesJob.close();
      command.close();
      grpc.close();
    },
  };
}

/** @throws Error when the worker is at fault, without secrets too: it will be logged */
async function executeMasked(
  handlers: TargetHandlers,
  target: Target,
  context: TargetContext,
): Promise<TargetResult> {
  if (context.secrets.length === 0) return executeTarget(handlers, target, withRenderedPayload(context));
  const mask = createMask(context.secrets);
  const report = (output: Output) => reportMasked(context, output, mask);
  try {
    const rendered = withRenderedPayload({ ...context, report });
    return maskResult(await executeTarget(handlers, target, rendered), mask);
  } catch (error) {
    if (error instanceof TargetError) return maskResult(failureOf(error), mask);
    throw new Error(mask(error instanceof Error ? (error.stack ?? error.message) : String(error)));
  }
}

function reportMasked(context: TargetContext, output: Output, mask: Mask): void {
  let masked: Output;
  try {
    masked = maskObject(output, mask);
  } catch {
    // no JSON, although its type says so: to tell what there is so far must not fail an attempt
    return;
  }
  context.report(masked);
}

function failureOf(error: unknown): TargetResult {
  if (!(error instanceof TargetError)) throw error;
  return { ok: false, message: error.message, retryable: error.retryable };
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
