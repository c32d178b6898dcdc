import { appendFileSync } from "node:fs";
import { resolve } from "node:path";
import type { SupervisedProcess, Supervisor } from "@repo/local-stack";

const ROOT = resolve(import.meta.dirname, "../../../..");
const KILLED_WITHIN_MS = 5_000;

export interface ServiceOptions {
  /** Names the process in reports and its log file, such as `worker-1`. */
  name: string;
  /** The folder under services/. */
  service: "master-cron-job" | "schedule-microservice" | "worker";
  args?: readonly string[];
  environment: Readonly<Record<string, string>>;
  /** What the process logs when it does its work. */
  readyMessage: string | undefined;
  /** Where the output goes. */
  logFile: string;
}

export interface StartOptions {
  /** Set for this start only. */
  environment?: Readonly<Record<string, string>>;
  /** Loaded before the program. */
  preload?: string;
  /** false: resolve as soon as the process exists. Default: wait until it works. */
  waitUntilReady?: boolean;
}

/** One process of the system that a test starts, ends, kills and freezes as often as it likes. */
export interface ServiceProcess {
  readonly name: string;
  isRunning(): boolean;
  start(options?: StartOptions): Promise<void>;
  /** Ends it in good order (SIGTERM). */
  stop(): Promise<void>;
  /** Ends it as a power cut would (SIGKILL). */
  kill(): Promise<void>;
  /** SIGSTOP: it holds what it holds and does nothing. */
  freeze(): void;
  thaw(): void;
  signal(signal: NodeJS.Signals): void;
  /** Waits for an end that the test has provoked, such as a crash point. */
  waitForCrash(withinMs: number): Promise<void>;
  /** Ends that no test asked for, in words. */
  readonly unexpectedExits: readonly string[];
}

export function createServiceProcess(supervisor: Supervisor, options: ServiceOptions): ServiceProcess {
  const { name, service, args = [], readyMessage, logFile } = options;
  const main = resolve(ROOT, "services", service, "src/main.ts");
  const unexpectedExits: string[] = [];
  let current: SupervisedProcess | undefined;
  let isEndExpected = false;

  function running(): SupervisedProcess {
    if (current === undefined) throw new Error(`${name} has not been started`);
    return current;
  }

  return {
    name,
    unexpectedExits,
    isRunning: () => current?.isRunning() ?? false,
    async start({ environment, preload, waitUntilReady = true } = {}) {
      isEndExpected = false;
      const preloads = preload === undefined ? [] : ["--preload", preload];
      const waitsFor = waitUntilReady ? readyMessage : undefined;
      const started = await supervisor.start({
        name,
        command: [process.execPath, ...preloads, main, ...args],
        workingDirectory: ROOT,
        environment: { ...options.environment, ...environment },
        onLine: (line) => appendFileSync(logFile, `${line}\n`),
        ...(waitsFor && { readyWhen: { line: (line: string) => line.includes(`"msg":"${waitsFor}"`) } }),
      });
      current = started;
      void started.exit.then(({ code, signal }) => {
        if (!isEndExpected && started === current)
          unexpectedExits.push(`${name} ended (${signal ?? `code ${code}`})`);
      });
    },
    async stop() {
      isEndExpected = true;
      const { code, signal } = await running().stop();
      if (code !== 0) unexpectedExits.push(`${name} did not shut down well (${signal ?? `code ${code}`})`);
    },
    async kill() {
      isEndExpected = true;
      running().kill("SIGKILL");
      await running().waitForExit(KILLED_WITHIN_MS);
    },
    freeze: () => running().kill("SIGSTOP"),
    thaw: () => running().kill("SIGCONT"),
    signal: (signal) => running().kill(signal),
    async waitForCrash(withinMs) {
      isEndExpected = true;
      await running().waitForExit(withinMs);
    },
  };
}
