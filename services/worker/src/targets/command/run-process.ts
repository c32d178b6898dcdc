import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import type { LogTail } from "../log-tail.ts";
import { TargetError } from "../target-error.ts";
import { keepTail } from "./output-tail.ts";
import { endGroup, signalGroup } from "./process-group.ts";

export interface ProcessStart {
  file: string;
  args: readonly string[];
  environment: Record<string, string>;
  workingDirectory: string;
  input: string;
}

/** The end of what a process has written. */
export interface ProcessOutput {
  stdout: LogTail;
  stderr: LogTail;
}

/** How a process ended; `isStopped` when it was told to. */
export interface ProcessEnd extends ProcessOutput {
  exitCode: number | null;
  signal: NodeJS.Signals | null;
  isStopped: boolean;
}

export interface RunProcessOptions {
  /** The process groups that are there, so that none outlives the worker. */
  live: Set<number>;
  signal: AbortSignal;
  /** Told every second what there is so far. */
  onOutput: (output: ProcessOutput) => void;
}

/** For what is still in the pipes when nobody who is left writes to them. */
const LAST_WORDS_MS = 500;
const TELL_EVERY_MS = 1_000;

/**
 * Runs a process in a group of its own, and ends everything in that group when it has ended or `signal` aborts.
 *
 * @throws TargetError when it cannot be started
 */
export async function runProcess(
  { file, args, environment, workingDirectory, input }: ProcessStart,
  { live, signal, onOutput }: RunProcessOptions,
): Promise<ProcessEnd> {
  const child = startProcess(() =>
    spawn(file, args, { env: environment, cwd: workingDirectory, detached: true, stdio: "pipe" }),
  );
  const stdout = keepTail(child.stdout);
  const stderr = keepTail(child.stderr);
  const closed = once(child, "close").catch(() => undefined);
  const exited = once(child, "exit") as Promise<[number | null, NodeJS.Signals | null]>;
  const groupId = child.pid;
  if (groupId === undefined) throw explainStart(await exited.catch((error: unknown) => error));

  live.add(groupId);
  const output = (): ProcessOutput => ({ stdout: stdout.read(), stderr: stderr.read() });
  const telling = setInterval(() => onOutput(output()), TELL_EVERY_MS);
  // it need not read what it is given
  child.stdin.on("error", () => undefined);
  child.stdin.end(input);
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= endGroup(groupId);
  };
  signal.addEventListener("abort", stop, { once: true });
  if (signal.aborted) stop();
  try {
    const [exitCode, endSignal] = await exited;
    const isStopped = stopping !== undefined;
    await stopping;
    // what it has left behind is of no use to anybody
    signalGroup(groupId, "SIGKILL");
    await Promise.race([closed, delay(LAST_WORDS_MS, undefined, { ref: false })]);
    return { exitCode, signal: endSignal, isStopped, ...output() };
  } finally {
    clearInterval(telling);
    signal.removeEventListener("abort", stop);
    child.stdout.destroy();
    child.stderr.destroy();
    live.delete(groupId);
  }
}

function startProcess<Child>(start: () => Child): Child {
  try {
    return start();
  } catch (error) {
    throw explainStart(error);
  }
}

function explainStart(error: unknown): unknown {
  if (!(error instanceof Error) || !("code" in error)) return error;
  const { code } = error;
  if (code === "E2BIG")
    return new TargetError("the arguments and variables are longer than a process may have");
  if (code === "EACCES" || code === "ENOEXEC") {
    return new TargetError(`the program or its working directory may not be used by the worker (${code})`);
  }
  return new TargetError(`the process could not be started (${code})`, { retryable: true });
}
