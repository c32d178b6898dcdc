import { describe, expect, test } from "bun:test";
import { createHealthState } from "./health-state.ts";

describe("a process is", () => {
  test("not ready before it serves", async () => {
    expect(await createHealthState().readiness()).toEqual({
      ready: false,
      problems: { process: "starting" },
    });
  });

  test("ready when it serves and has nothing to check", async () => {
    const health = createHealthState();
    health.setServing();
    expect(await health.readiness()).toEqual({ ready: true, problems: {} });
  });

  test("never ready again once it is stopping", async () => {
    const health = createHealthState();
    health.setStopping();
    health.setServing();
    expect(await health.readiness()).toEqual({ ready: false, problems: { process: "stopping" } });
  });
});

test("each failing check is a problem, a slow one too, told without its message", async () => {
  const health = createHealthState({
    checkTimeoutMs: 20,
    checks: {
      redis: async () => {
        throw Object.assign(new Error("redis://user:secret@host refused"), { code: "ECONNREFUSED" });
      },
      postgres: () => new Promise(() => undefined),
      disk: async () => "fine",
    },
  });
  health.setServing();
  expect(await health.readiness()).toEqual({
    ready: false,
    problems: { redis: "failed (ECONNREFUSED)", postgres: "no answer within 20 ms" },
  });
});

test("many probes at a time cost one round of checks", async () => {
  let asked = 0;
  const health = createHealthState({ checks: { postgres: async () => asked++ }, maxAgeMs: 60_000 });
  health.setServing();
  await Promise.all(Array.from({ length: 50 }, () => health.readiness()));
  expect(asked).toBe(1);
});

test("a watch gives the readiness now, each change, and ends with its signal", async () => {
  const controller = new AbortController();
  let broken = false;
  const checks = {
    postgres: async () => {
      if (broken) throw new Error("gone");
    },
  };
  const health = createHealthState({ checks, maxAgeMs: 0 });
  const watch = health.watch(5, controller.signal);
  expect((await watch.next()).value?.ready).toBe(false);
  health.setServing();
  expect((await watch.next()).value?.ready).toBe(true);
  broken = true;
  expect((await watch.next()).value).toEqual({ ready: false, problems: { postgres: "failed" } });
  const last = watch.next();
  controller.abort();
  expect(await last).toEqual({ done: true, value: undefined });
});
