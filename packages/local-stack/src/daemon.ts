import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync } from "node:fs";
import { pollUntil } from "./poll.ts";
import { identifyProcess, type ProcessIdentity } from "./process-identity.ts";
import type { RunAs } from "./run-as.ts";

/** How long a server may take from its start to its first answer (crash recovery included). */
const READY_WITHIN_MS = 60_000;
const LOG_TAIL_LINES = 15;

export interface DaemonOptions {
  name: string;
  binary: string;
  args: readonly string[];
  /** Where the server's output goes; its last lines are quoted when the start fails. */
  logFile: string;
  environment?: Record<string, string>;
  runAs?: RunAs | undefined;
  isReady: (pid: number) => boolean | Promise<boolean>;
}

/** Starts a server that outlives this process and waits until it is ready. */
export async function startDaemon(options: DaemonOptions): Promise<ProcessIdentity> {
  const { name, logFile, isReady } = options;
  const child = spawnDetached(options);
  const { pid } = child;
  if (pid === undefined) throw new Error(`${name}: cannot run ${options.binary}`);

  let ended = false;
  child.once("exit", () => {
    ended = true;
  });
  let ready = false;
  await pollUntil(async () => {
    ready = await isReady(pid);
    return ready || ended;
  }, READY_WITHIN_MS);
  const identity = identifyProcess(pid);
  if (ready && identity !== undefined) return identity;

  if (!ended) child.kill("SIGKILL");
  const reason = ended ? "ended during its start" : `did not answer within ${READY_WITHIN_MS / 1000} s`;
  throw new Error(`${name} ${reason}; the last lines of ${logFile}:\n${logTail(logFile)}`);
}

function spawnDetached({ binary, args, logFile, environment, runAs }: DaemonOptions): ChildProcess {
  const output = openSync(logFile, "a", 0o600);
  try {
    // a process group of its own: Ctrl-C in the terminal must not end the server before its users have drained
    const child = spawn(binary, args, {
      detached: true,
      stdio: ["ignore", output, output],
      cwd: "/",
      env: { ...process.env, ...environment },
      ...runAs,
    });
    // a failed spawn is reported by the missing pid
    child.on("error", () => undefined);
    child.unref();
    return child;
  } finally {
    closeSync(output);
  }
}

function logTail(logFile: string): string {
  if (!existsSync(logFile)) return "(no output)";
  return readFileSync(logFile, "utf8").trimEnd().split("\n").slice(-LOG_TAIL_LINES).join("\n");
}
