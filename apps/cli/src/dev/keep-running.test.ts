import { expect, test } from "bun:test";
import type { ProcessExit, SupervisedProcess } from "@repo/local-stack";
import { keepRunning } from "./keep-running.ts";

const CRASH: ProcessExit = { code: 3, signal: null };

/** A supervisor of processes that the test ends itself; the n-th start fails when `failures` has n. */
function fakeSupervisor(failures: number[] = []) {
  const exits: PromiseWithResolvers<ProcessExit>[] = [];
  let starts = 0;
  const started = Promise.withResolvers<void>();
  return {
    exits,
    get starts() {
      return starts;
    },
    started,
    async start() {
      starts += 1;
      if (failures.includes(starts)) throw new Error("not ready within 30 s; its last output:\nlots of it");
      const exit = Promise.withResolvers<ProcessExit>();
      exits.push(exit);
      return { exit: exit.promise } as SupervisedProcess;
    },
  };
}

function keep(supervisor: ReturnType<typeof fakeSupervisor>) {
  const controller = new AbortController();
  const reported: string[] = [];
  let restarts = 0;
  let restarted = Promise.withResolvers<void>();
  const kept = keepRunning({
    supervisor,
    process: { name: "worker-1", command: ["worker"] },
    signal: controller.signal,
    firstWaitMs: 1,
    onEnded: (how, waitMs) => reported.push(`${how}, ${waitMs}`),
    onRestarted: () => {
      restarts += 1;
      restarted.resolve();
      restarted = Promise.withResolvers();
    },
  });
  return { kept, reported, controller, nextRestart: () => restarted.promise, restarts: () => restarts };
}

test("a process that ends by itself is reported and started again, with a longer pause each time", async () => {
  const supervisor = fakeSupervisor();
  const { kept, reported, nextRestart } = keep(supervisor);
  await kept;
  for (const index of [0, 1]) {
    const restarted = nextRestart();
    supervisor.exits[index]?.resolve(CRASH);
    await restarted;
  }
  expect(reported).toEqual(["ended with code 3, 1", "ended with code 3, 2"]);
  expect(supervisor.starts).toBe(3);
});

test("a restart that fails is tried again, and only its first line is shown", async () => {
  const supervisor = fakeSupervisor([2]);
  const { kept, reported, nextRestart } = keep(supervisor);
  await kept;
  const restarted = nextRestart();
  supervisor.exits[0]?.resolve({ code: null, signal: "SIGKILL" });
  await restarted;
  expect(reported).toEqual(["was ended by SIGKILL, 1", "not ready within 30 s; its last output:, 2"]);
});

test("a process that was told to end is left in peace", async () => {
  const supervisor = fakeSupervisor();
  const { kept, reported, controller } = keep(supervisor);
  await kept;
  controller.abort();
  supervisor.exits[0]?.resolve(CRASH);
  await supervisor.exits[0]?.promise;
  await Promise.resolve();
  expect(reported).toEqual([]);
  expect(supervisor.starts).toBe(1);
});

test("a first start that fails is the caller's to explain", async () => {
  await expect(keep(fakeSupervisor([1])).kept).rejects.toThrow("not ready");
});
