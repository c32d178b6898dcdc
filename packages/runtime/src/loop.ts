import type { Logger } from "pino";

export interface LoopOptions {
  /** Names the loop in the log. */
  name: string;
  /** From the end of one tick to the beginning of the next; varied by a tenth so that replicas spread out. */
  intervalMs: number;
  /** One pass of work. The signal aborts when the loop stops, for a pass that can be cut short. */
  tick: (signal: AbortSignal) => Promise<unknown>;
  logger: Logger;
  /** Longest wait after failures, each of which doubles the interval. Default: 30 seconds, or the interval if longer. */
  maxBackoffMs?: number;
}

export interface Loop {
  /** Runs a tick now instead of waiting; joins one that is running. Never rejects: a failure is logged. */
  tick(): Promise<void>;
  /** No further tick; resolves when the running one has ended. */
  stop(): Promise<void>;
}

const JITTER = 0.1;

/** How long to wait for the next tick after `failures` failed ones in a row. `random` is in [0, 1). */
export function loopDelayMs(
  { intervalMs, maxBackoffMs }: { intervalMs: number; maxBackoffMs: number },
  failures: number,
  random: number,
): number {
  const delayMs = Math.min(intervalMs * 2 ** failures, Math.max(maxBackoffMs, intervalMs));
  return delayMs * (1 + JITTER * (2 * random - 1));
}

/** Ticks at once and then again and again, never two ticks at a time, until it is stopped. */
export function startLoop(options: LoopOptions): Loop {
  const { name, intervalMs, logger, maxBackoffMs = 30_000 } = options;
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let failures = 0;

  async function runTick(): Promise<void> {
    try {
      await options.tick(controller.signal);
      if (failures > 0) logger.info({ loop: name, failures }, "loop works again");
      failures = 0;
    } catch (err) {
      failures++;
      if (controller.signal.aborted) logger.debug({ loop: name, err }, "loop tick cut short");
      else logger.error({ loop: name, failures, err }, "loop tick failed");
    } finally {
      running = undefined;
      schedule();
    }
  }

  function schedule(): void {
    if (controller.signal.aborted) return;
    clearTimeout(timer);
    timer = setTimeout(tick, loopDelayMs({ intervalMs, maxBackoffMs }, failures, Math.random()));
  }

  function tick(): Promise<void> {
    if (controller.signal.aborted) return Promise.resolve();
    clearTimeout(timer);
    running ??= runTick();
    return running;
  }

  void tick();
  return {
    tick,
    async stop() {
      clearTimeout(timer);
      controller.abort();
      await running;
    },
  };
}
