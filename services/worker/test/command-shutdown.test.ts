import { afterAll, beforeAll, expect, test } from "bun:test";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSupervisor } from "@repo/local-stack";
import { eventually } from "@repo/testing";
import { type Bench, openBench } from "./running-worker.ts";

// the standard worker as a process, with commands under way when it ends

const MAIN = join(import.meta.dirname, "../src/main.ts");
const READY_WITHIN_MS = 60_000;

const folder = mkdtempSync(join(tmpdir(), "command-shutdown-"));
const supervisor = createSupervisor();
let bench: Bench;

beforeAll(async () => {
  bench = await openBench();
}, READY_WITHIN_MS);
afterAll(async () => {
  await supervisor.stopAll();
  await bench[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

function startWorker(shutdownDeadline: string) {
  return supervisor.start({
    name: "worker",
    command: [process.execPath, MAIN],
    environment: { ...bench.environment, COMMAND_TARGET_ALLOW: "sh", SHUTDOWN_DEADLINE: shutdownDeadline },
    readyWhen: { line: (line) => line.includes('"working"') },
    readyWithinMs: READY_WITHIN_MS,
  });
}

/** Starts a run of a script that writes its process id to `$1` and stays; returns the id. */
async function startScript(name: string, script: string): Promise<number> {
  const file = join(folder, name);
  const target = { type: "command" as const, shell: true, argv: [script, file] };
  await bench.startRun(await bench.addSchedule({ target }));
  return eventually(
    async () => {
      const pid = Number(existsSync(file) ? readFileSync(file, "utf8") : "");
      if (!pid) throw new Error("it is not there");
      return pid;
    },
    { withinMs: 10_000, describe: "the script to have begun" },
  );
}

const untilGone = (pid: number) =>
  eventually(
    async () => {
      const stat = existsSync(`/proc/${pid}/stat`) ? readFileSync(`/proc/${pid}/stat`, "utf8") : "";
      if (stat !== "" && !/\) [ZX]/.test(stat)) throw new Error("it is still there");
      return true;
    },
    { withinMs: 5_000, describe: `process ${pid} to be gone` },
  );

test("a worker that is drained ends its commands, and the run is another worker's", async () => {
  const worker = await startWorker("2s");
  const pid = await startScript("drained", 'echo $$ > "$1"; while :; do sleep 0.1; done');
  expect(await worker.stop()).toEqual({ code: 0, signal: null });
  await untilGone(pid);
}, 60_000);

test("a worker whose time is up before its command has listened takes that along", async () => {
  const worker = await startWorker("1s");
  const pid = await startScript("deaf", 'trap "" TERM; echo $$ > "$1"; while :; do sleep 0.1; done');
  expect((await worker.stop()).code).toBe(1);
  await untilGone(pid);
}, 60_000);
