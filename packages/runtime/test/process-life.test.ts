import { describe, expect, test } from "bun:test";
import { until } from "./run-service-fixture.ts";

/** Starts the fixture and waits until it is ready, unless it is not meant to be. */
async function start(behaviour: string, env: Record<string, string> = {}, readyText = "ready") {
  const child = Bun.spawn([process.execPath, `${import.meta.dir}/process-fixture.ts`, behaviour], {
    env: { PATH: process.env.PATH, ...env },
    stdin: "pipe",
    stdout: "pipe",
    stderr: "pipe",
  });
  let output = "";
  const read = async (stream: ReadableStream<Uint8Array>) => {
    for await (const chunk of stream) output += new TextDecoder().decode(chunk);
  };
  const reading = Promise.all([read(child.stdout), read(child.stderr)]);
  await until(() => output.includes(readyText));
  return {
    child,
    output: () => output,
    async ended() {
      const code = await child.exited;
      await reading;
      return { code, output };
    },
    [Symbol.asyncDispose]: async () => {
      child.kill("SIGKILL");
      await child.exited;
    },
  };
}

describe("a process asked to end", () => {
  test.each(["SIGTERM", "SIGINT"] as const)(
    "by %s runs its steps in order and exits with 0",
    async (signal) => {
      await using running = await start("works");
      running.child.kill(signal);
      const { code, output } = await running.ended();
      expect(code).toBe(0);
      expect(output.indexOf("first step")).toBeLessThan(output.indexOf("third step"));
      expect(output).toContain(`"reason":"${signal}"`);
    },
  );

  test("runs the steps after one that fails, and exits with 1", async () => {
    await using running = await start("step fails");
    running.child.kill("SIGTERM");
    const { code, output } = await running.ended();
    expect(code).toBe(1);
    expect(output).toContain('"step":"second"');
    expect(output).toContain("third step");
  });

  test("exits with 1 at the deadline and names the step that hung", async () => {
    await using running = await start("step hangs", { SHUTDOWN_DEADLINE: "1s" });
    running.child.kill("SIGTERM");
    const { code, output } = await running.ended();
    expect(code).toBe(1);
    expect(output).toContain('"step":"second","deadlineMs":1000');
    expect(output).not.toContain("third step");
  });

  test("a second time ends at once", async () => {
    await using running = await start("step hangs");
    running.child.kill("SIGTERM");
    await until(() => running.output().includes("first step"));
    running.child.kill("SIGTERM");
    const { code, output } = await running.ended();
    expect(code).toBe(1);
    expect(output).toContain("second signal");
  });
});

test("a job ends with its own exit code after its steps", async () => {
  await using running = await start("is a job");
  const { code, output } = await running.ended();
  expect(code).toBe(3);
  expect(output).toContain("third step");
});

test("a job that a signal cuts short has not succeeded", async () => {
  await using running = await start("is a long job");
  running.child.kill("SIGTERM");
  expect((await running.ended()).code).toBe(7);
});

describe("an error that nobody caught ends the process with 1, logged with its stack:", () => {
  test.each([
    ["thrown", "throws later", "uncaughtException"],
    ["rejected", "rejects later", "unhandledRejection"],
  ])("%s", async (_, behaviour, event) => {
    await using running = await start(behaviour);
    const { code, output } = await running.ended();
    expect(code).toBe(1);
    expect(output).toContain(`"event":"${event}"`);
    expect(output).toContain('"stack":');
  });
});

describe("a process that cannot start says why and exits with 1:", () => {
  test("settings, each on a line and without a stack", async () => {
    await using running = await start(
      "works",
      { LOG_LEVEL: "loud", METRICS_PORT: "x" },
      "fixture cannot start",
    );
    const { code, output } = await running.ended();
    expect(code).toBe(1);
    expect(output.trim().split("\n")).toEqual([
      "fixture cannot start: 2 settings are missing or wrong in the environment:",
      "  LOG_LEVEL=loud: must be fatal, error, warn, info, debug, trace or silent",
      "  METRICS_PORT=x: must be a port number from 0 to 65535",
    ]);
  });

  test("an unexpected error, with its stack", async () => {
    await using running = await start("fails to start", {}, "fixture cannot start");
    const { code, output } = await running.ended();
    expect(code).toBe(1);
    expect(output).toContain("fixture cannot start: Error: the database is asleep");
    expect(output).toContain("process-fixture.ts");
  });
});
