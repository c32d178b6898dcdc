import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { type Guardian, postGuardian } from "./guardian.ts";
import { pollUntil } from "./poll.ts";
import { isPortAnswering } from "./ports.ts";

const READY_WITHIN_MS = 30_000;
const STOP_GRACE_MS = 15_000;
const TAIL_LINES = 30;

export interface ProcessOptions {
  /** Used in error messages. */
  name: string;
  /** Program and arguments; no shell. */
  command: readonly string[];
  workingDirectory?: string;
  /** Added to this process's own environment. */
  environment?: Readonly<Record<string, string>>;
  onLine?: (line: string, stream: "stdout" | "stderr") => void;
  /** What start waits for: a line of output that satisfies `line`, or a TCP port that answers. Nothing when missing. */
  readyWhen?: { line: (line: string) => boolean } | { port: number };
  readyWithinMs?: number;
}

export interface ProcessExit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

export interface SupervisedProcess {
  readonly name: string;
  readonly pid: number;
  /** Settles when the process has ended and its output has been read to the end. */
  readonly exit: Promise<ProcessExit>;
  isRunning(): boolean;
  /** Signals the whole process group, so that wrappers like `bun run` and what they started get it together. */
  kill(signal: NodeJS.Signals): void;
  /** @throws when the process has not ended within `withinMs`. */
  waitForExit(withinMs: number): Promise<ProcessExit>;
  /** Ends the process: SIGTERM, then SIGKILL after `graceMs` (default 15 s). */
  stop(graceMs?: number): Promise<ProcessExit>;
}

export interface Supervisor {
  /** @throws when the process ends or stays silent instead of getting ready; its last output is in the message. */
  start(options: ProcessOptions): Promise<SupervisedProcess>;
  /** Ends all processes that still run, each with the grace of {@link SupervisedProcess.stop}. */
  stopAll(graceMs?: number): Promise<void>;
}

/** Starts and ends child processes, each in a process group of its own, so that none is left behind. */
export function createSupervisor(): Supervisor {
  const running = new Set<SupervisedProcess>();
  return {
    async start(options) {
      const { child, guardian, tail, readyLine } = spawnProcess(options);
      running.add(child);
      void child.exit.then(() => running.delete(child));
      try {
        await guardian;
        await waitUntilReady(child, options, readyLine);
      } catch (error) {
        await child.stop(0);
        const message = error instanceof Error ? error.message : String(error);
        throw new Error(`${message}; its last output:\n${tail.join("\n") || "(none)"}`);
      }
      return child;
    },
    async stopAll(graceMs) {
      await Promise.all([...running].map((child) => child.stop(graceMs)));
    },
  };
}

interface SpawnedProcess {
  child: SupervisedProcess;
  guardian: Promise<Guardian>;
  tail: readonly string[];
  readyLine: Promise<void>;
}

function spawnProcess(options: ProcessOptions): SpawnedProcess {
  const { name, command, workingDirectory, environment, onLine, readyWhen } = options;
  const [program = "", ...args] = command;
  const spawned = spawn(program, args, {
    cwd: workingDirectory,
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  spawned.on("error", () => undefined);
  const { pid } = spawned;
  if (pid === undefined) throw new Error(`${name}: cannot run ${program}`);
  const guardian = postGuardian({ targets: [-pid], signal: "SIGTERM", graceSeconds: STOP_GRACE_MS / 1000 });

  const tail: string[] = [];
  const ready = Promise.withResolvers<void>();
  const receive = (line: string, stream: "stdout" | "stderr") => {
    tail.push(line);
    if (tail.length > TAIL_LINES) tail.shift();
    if (readyWhen !== undefined && "line" in readyWhen && readyWhen.line(line)) ready.resolve();
    onLine?.(line, stream);
  };
  readLines(spawned.stdout, (line) => receive(line, "stdout"));
  readLines(spawned.stderr, (line) => receive(line, "stderr"));
  return { child: superviseChild(name, pid, spawned, guardian), guardian, tail, readyLine: ready.promise };
}

function superviseChild(
  name: string,
  pid: number,
  child: ChildProcess,
  guardian: Promise<Guardian>,
): SupervisedProcess {
  let ended = false;
  let wasAskedToEnd = false;
  const exit = new Promise<ProcessExit>((resolve) => {
    child.once("exit", () => {
      ended = true;
      // what a crashed process leaves in its group goes with it; a process that is stopping may still have
      // children at their last work, for whom the end of the output is awaited
      if (!wasAskedToEnd) signalGroup(pid, "SIGKILL");
    });
    child.once("close", (code, signal) => {
      signalGroup(pid, "SIGKILL");
      void guardian.then(
        ({ dismiss }) => dismiss(),
        () => undefined,
      );
      resolve({ code, signal });
    });
  });
  const kill = (signal: NodeJS.Signals) => {
    if (signal === "SIGTERM" || signal === "SIGINT") wasAskedToEnd = true;
    signalGroup(pid, signal);
  };
  const waitForExit = async (withinMs: number) => {
    if (!(await settlesWithin(exit, withinMs)))
      throw new Error(`${name} has not ended within ${withinMs} ms`);
    return exit;
  };
  return {
    name,
    pid,
    exit,
    isRunning: () => !ended,
    kill,
    waitForExit,
    async stop(graceMs = STOP_GRACE_MS) {
      if (ended) return exit;
      kill("SIGTERM");
      // a process that a test has frozen takes no other signal
      kill("SIGCONT");
      if (!(await settlesWithin(exit, graceMs))) kill("SIGKILL");
      return exit;
    },
  };
}

async function waitUntilReady(
  child: SupervisedProcess,
  { name, readyWhen, readyWithinMs = READY_WITHIN_MS }: ProcessOptions,
  readyLine: Promise<void>,
): Promise<void> {
  if (readyWhen === undefined) return;
  let hasSaidSo = false;
  void readyLine.then(() => {
    hasSaidSo = true;
  });
  let isReady = false;
  await pollUntil(async () => {
    isReady = "port" in readyWhen ? await isPortAnswering(readyWhen.port) : hasSaidSo;
    return isReady || !child.isRunning();
  }, readyWithinMs);
  // a port that answers while our process is dead belongs to someone else
  if (!child.isRunning()) {
    const { code, signal } = await child.exit;
    throw new Error(`${name} ended before it was ready (${signal ?? `exit code ${code}`})`);
  }
  if (!isReady) throw new Error(`${name} was not ready within ${readyWithinMs} ms`);
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // the group has ended
  }
}

function readLines(stream: Readable, onLine: (line: string) => void): void {
  createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }).on("line", onLine);
}

async function settlesWithin(promise: Promise<unknown>, withinMs: number): Promise<boolean> {
  const timeout = Promise.withResolvers<false>();
  const timer = setTimeout(() => timeout.resolve(false), withinMs);
  const settled = await Promise.race([promise.then(() => true as const), timeout.promise]);
  clearTimeout(timer);
  return settled;
}
