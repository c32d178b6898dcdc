import type { Output } from "@repo/core";
import type { LogTail } from "../log-tail.ts";
import type { TargetResult } from "../target-handler.ts";
import type { ProcessEnd, ProcessOutput } from "./run-process.ts";

/** What the end of a process means for the attempt. */
export function resultOfProcess(end: ProcessEnd, expectedExitCodes: readonly number[]): TargetResult {
  const output = outputOf(end);
  if (end.isStopped) return { ok: false, message: "the command was stopped", retryable: true, output };
  const expected = expectedExitCodes.length === 0 ? [0] : expectedExitCodes;
  if (end.exitCode === null) {
    return { ok: false, message: `the command was ended by ${end.signal}`, retryable: true, output };
  }
  const ended = `exit code ${end.exitCode}`;
  if (expected.includes(end.exitCode)) return { ok: true, message: ended, output };
  const message = `the command ended with ${ended}; expected ${expected.join(", ")}`;
  return { ok: false, message, retryable: true, output };
}

function outputOf({ exitCode, signal, ...written }: ProcessEnd): Output {
  return {
    ...(exitCode !== null && { exitCode }),
    ...(signal !== null && { signal }),
    ...outputSoFar(written),
  };
}

/** What a process has written, as it is shown while it runs and afterwards. */
export function outputSoFar({ stdout, stderr }: ProcessOutput): Output {
  return { ...streamOutput("stdout", stdout), ...streamOutput("stderr", stderr) };
}

function streamOutput(name: "stdout" | "stderr", { text, truncated }: LogTail): Output {
  return text === "" ? {} : { [name]: text, [`${name}Truncated`]: truncated };
}
