import { explainIssue, type Payload, violationsOf } from "@repo/core";
import type { Logger } from "@repo/runtime";
import type { z } from "zod";
import type { TargetContext } from "../target-handler.ts";
import { PermanentError } from "./permanent-error.ts";

/** What a handler is given. */
export interface HandlerContext<P = Payload> {
  /** Templates filled in; `{}` when there is none. */
  payload: P;
  /** Which attempt this is. `id` is the same in every attempt at the run: the key to do things once by. */
  run: Pick<TargetContext["run"], "id" | "scheduleId" | "scheduleName" | "dueAt" | "fireAt" | "attempt">;
  /** Aborts when the attempt times out, is cancelled, or the worker has to stop: then it should end within seconds. */
  signal: AbortSignal;
  /** The worker's log; what is written names the run. */
  logger: Logger;
  /** Shows what there is so far on the page of the run, instead of what was shown before. What is returned takes its place. */
  report(output: unknown): void;
}

/**
 * Carries out one attempt. What it returns is the attempt's output, what it throws fails the attempt, which is tried
 * again unless it is a PermanentError.
 */
export type HandlerFunction<P = Payload> = (context: HandlerContext<P>) => unknown;

/** Handlers by the name that schedules give. */
export type Handlers = Readonly<Record<string, HandlerFunction>>;

/** A handler whose payload is checked first; one that does not fit fails the attempt for good, with the field named. */
export function defineHandler<Schema extends z.ZodType>(handler: {
  payload: Schema;
  run: HandlerFunction<z.output<Schema>>;
}): HandlerFunction {
  return async (context) => {
    const parsed = await handler.payload.safeParseAsync(context.payload, { error: explainIssue });
    if (parsed.success) return handler.run({ ...context, payload: parsed.data });
    const refusals = violationsOf(parsed.error).map(({ field, message }) =>
      field === "" ? `payload: ${message}` : `payload.${field}: ${message}`,
    );
    throw new PermanentError(`the payload does not fit: ${refusals.join("; ")}`);
  };
}
