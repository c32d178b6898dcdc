import type { Logger } from "pino";

/** One thing to end, such as `["grpc server", () => server.stop(5_000)]`. */
export type ShutdownStep = readonly [name: string, run: () => unknown];

export type ShutdownOutcome =
  | { kind: "finished" }
  | { kind: "failed"; steps: string[] }
  | { kind: "expired"; step: string };

/** Runs the steps one after the other; one that throws does not keep the rest from running, one that hangs does. */
export async function runShutdownSteps(
  steps: readonly ShutdownStep[],
  deadlineMs: number,
  logger: Logger,
): Promise<ShutdownOutcome> {
  const failed: string[] = [];
  let current = "";
  const { promise: expired, resolve: expire } = Promise.withResolvers<ShutdownOutcome>();
  const timer = setTimeout(() => expire({ kind: "expired", step: current }), deadlineMs);

  async function runAll(): Promise<ShutdownOutcome> {
    for (const [name, run] of steps) {
      current = name;
      try {
        await run();
        logger.debug({ step: name }, "shutdown step done");
      } catch (err) {
        failed.push(name);
        logger.error({ step: name, err }, "shutdown step failed");
      }
    }
    return failed.length > 0 ? { kind: "failed", steps: failed } : { kind: "finished" };
  }

  try {
    return await Promise.race([runAll(), expired]);
  } finally {
    clearTimeout(timer);
  }
}

export interface ShutdownOptions {
  logger: Logger;
  /** In this order: stop taking work, finish what is in hand, close what it needed. */
  steps: readonly ShutdownStep[];
  /** For all steps together. */
  deadlineMs: number;
  /** Exit code after a signal. Default: 0, as a service is meant to end so; a job that is cut short has not succeeded. */
  signalExitCode?: number;
}

export interface Shutdown {
  /** Aborted as soon as the shutdown begins, for work that should be cut short. */
  readonly signal: AbortSignal;
  /** Runs the steps and ends the process with `exitCode`, or 1 when a step failed or hung. A second call waits for the first. */
  run(reason: string, exitCode?: number): Promise<never>;
}

/**
 * Ends the process in good order on SIGTERM and SIGINT; a second signal ends it at once. An error that nobody
 * caught ends it with code 1 without the steps: the state is unknown, and leases bring back what it held.
 */
export function onShutdown({ logger, steps, deadlineMs, signalExitCode = 0 }: ShutdownOptions): Shutdown {
  const controller = new AbortController();
  let running: Promise<never> | undefined;

  async function runOnce(reason: string, exitCode: number): Promise<never> {
    logger.info({ reason }, "shutting down");
    controller.abort();
    const outcome = await runShutdownSteps(steps, deadlineMs, logger);
    if (outcome.kind === "finished") logger.info("shut down");
    if (outcome.kind === "expired")
      logger.error({ step: outcome.step, deadlineMs }, "shutdown step hung; giving up");
    process.exit(outcome.kind === "finished" ? exitCode : 1);
  }

  function run(reason: string, exitCode = 0): Promise<never> {
    running ??= runOnce(reason, exitCode);
    return running;
  }

  for (const name of ["SIGTERM", "SIGINT"] as const) {
    process.on(name, () => {
      if (running) {
        logger.warn({ signal: name }, "second signal; ending at once");
        process.exit(1);
      }
      void run(name, signalExitCode);
    });
  }
  for (const event of ["uncaughtException", "unhandledRejection"] as const) {
    process.on(event, (err) => {
      logger.fatal({ err, event }, "unexpected error; ending");
      process.exit(1);
    });
  }

  return { signal: controller.signal, run };
}
