import { EventEmitter, on } from "node:events";

/** Whether the process should be sent work, and if not, why. */
export interface Readiness {
  ready: boolean;
  /** What is not well, by the name of the check; `process` before the start and after the stop. */
  problems: Record<string, string>;
}

export interface HealthOptions {
  /** What must answer for the process to be of use, such as its database; each throws when it does not. */
  checks?: Record<string, () => Promise<unknown>>;
  /** How long a check may take. Default: 2000. */
  checkTimeoutMs?: number;
  /** How long a result is good for, so that many probes cost one query. Default: 1000. */
  maxAgeMs?: number;
}

/** One process's health: not ready until `setServing`, and never again after `setStopping`. */
export interface HealthState {
  setServing(): void;
  setStopping(): void;
  /** Asks every check, or answers from a recent result. */
  readiness(): Promise<Readiness>;
  /** The readiness now and whenever it has changed, looked at every `intervalMs`; ends with the signal. */
  watch(intervalMs: number, signal: AbortSignal): AsyncGenerator<Readiness, void>;
}

export function createHealthState(options: HealthOptions = {}): HealthState {
  const { checks = {}, checkTimeoutMs = 2_000, maxAgeMs = 1_000 } = options;
  const changes = new EventEmitter().setMaxListeners(0);
  let phase: "starting" | "serving" | "stopping" = "starting";
  let recent: { startedAtMs: number; problems: Promise<Record<string, string>> } | undefined;

  function recentProblems(): Promise<Record<string, string>> {
    const nowMs = performance.now();
    if (!recent || nowMs - recent.startedAtMs >= maxAgeMs) {
      recent = { startedAtMs: nowMs, problems: runChecks(checks, checkTimeoutMs) };
    }
    return recent.problems;
  }

  async function readiness(): Promise<Readiness> {
    if (phase !== "serving") return { ready: false, problems: { process: phase } };
    const problems = await recentProblems();
    return { ready: Object.keys(problems).length === 0, problems };
  }

  return {
    setServing() {
      if (phase === "starting") phase = "serving";
      changes.emit("change");
    },
    setStopping() {
      phase = "stopping";
      changes.emit("change");
    },
    readiness,
    async *watch(intervalMs, signal) {
      let last: boolean | undefined;
      const timer = setInterval(() => changes.emit("change"), intervalMs);
      try {
        const wakeUps = on(changes, "change", { signal });
        while (!signal.aborted) {
          const now = await readiness();
          if (now.ready !== last) yield now;
          last = now.ready;
          await wakeUps.next();
        }
      } catch (error) {
        if (!signal.aborted) throw error;
      } finally {
        clearInterval(timer);
      }
    },
  };
}

async function runChecks(
  checks: NonNullable<HealthOptions["checks"]>,
  timeoutMs: number,
): Promise<Record<string, string>> {
  const results = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => {
      const problem = await problemOf(check, timeoutMs);
      return problem === undefined ? [] : [[name, problem] as const];
    }),
  );
  return Object.fromEntries(results.flat());
}

/** The class of what went wrong and no more: readiness is public, an error's message need not be. */
async function problemOf(check: () => Promise<unknown>, timeoutMs: number): Promise<string | undefined> {
  const { promise: expired, resolve: expire } = Promise.withResolvers<string>();
  const timer = setTimeout(() => expire(`no answer within ${timeoutMs} ms`), timeoutMs);
  const answered = (async () => {
    try {
      await check();
      return undefined;
    } catch (error) {
      const code = error instanceof Error && "code" in error ? ` (${String(error.code)})` : "";
      return `failed${code}`;
    }
  })();
  try {
    return await Promise.race([answered, expired]);
  } finally {
    clearTimeout(timer);
  }
}
