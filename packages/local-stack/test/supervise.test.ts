import { afterEach, describe, expect, test } from "bun:test";
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { pollUntil } from "../src/poll.ts";
import { freePort } from "../src/ports.ts";
import { identifyProcess } from "../src/process-identity.ts";
import { createSupervisor } from "../src/supervise.ts";

const supervisor = createSupervisor();
afterEach(() => supervisor.stopAll(0));

const shell = (script: string) => ["sh", "-c", script];
const isGone = (pid: number) => identifyProcess(pid) === undefined;

describe("a supervised process", () => {
  test("hands over its output line by line", async () => {
    const lines: string[] = [];
    const child = await supervisor.start({
      name: "talker",
      command: shell("echo one; echo two >&2; printf three"),
      onLine: (line, stream) => lines.push(`${stream}: ${line}`),
    });
    expect(await child.exit).toEqual({ code: 0, signal: null });
    expect(lines.sort()).toEqual(["stderr: two", "stdout: one", "stdout: three"]);
  });

  test("is ready when its log says so", async () => {
    const child = await supervisor.start({
      name: "logger",
      command: shell(`echo '{"msg":"starting"}'; echo '{"msg":"ready"}'; exec sleep 60`),
      readyWhen: { line: (line) => JSON.parse(line).msg === "ready" },
    });
    expect(child.isRunning()).toBe(true);
  });

  test("is ready when its port answers", async () => {
    const port = await freePort();
    const server = `Bun.serve({ hostname: "127.0.0.1", port: ${port}, fetch: () => new Response("hello") })`;
    await supervisor.start({ name: "server", command: ["bun", "-e", server], readyWhen: { port } });
    expect(await (await fetch(`http://127.0.0.1:${port}`)).text()).toBe("hello");
  });

  test("which ends instead of getting ready fails the start, with its last words", async () => {
    const start = supervisor.start({
      name: "failing",
      command: shell("echo DATABASE_URL is missing >&2; exit 3"),
      readyWhen: { line: () => false },
    });
    await expect(start).rejects.toThrow(
      "failing ended before it was ready (exit code 3); its last output:\nDATABASE_URL is missing",
    );
  });

  test("which never gets ready fails the start and is ended", async () => {
    let pid = 0;
    const start = supervisor.start({
      name: "silent",
      command: shell("echo $$; exec sleep 60"),
      onLine: (line) => {
        pid = Number(line);
      },
      readyWhen: { line: () => false },
      readyWithinMs: 300,
    });
    await expect(start).rejects.toThrow("silent was not ready within 300 ms");
    expect(isGone(pid)).toBe(true);
  });

  test("that does not exist is named", async () => {
    const start = supervisor.start({ name: "ghost", command: ["no-such-program"] });
    await expect(start).rejects.toThrow("ghost: cannot run no-such-program");
  });

  test("that ignores SIGTERM is killed after the grace, with everything it started", async () => {
    let grandchild = 0;
    const child = await supervisor.start({
      name: "stubborn",
      command: shell("trap '' TERM; sleep 60 & echo $!; while :; do wait; done"),
      onLine: (line) => {
        grandchild = Number(line);
      },
      readyWhen: { line: () => true },
    });
    expect(await child.stop(100)).toEqual({ code: null, signal: "SIGKILL" });
    expect(await pollUntil(() => isGone(grandchild), 2_000)).toBe(true);
  });

  test("is waited for to its last child when a wrapper ends first", async () => {
    const lines: string[] = [];
    const child = await supervisor.start({
      name: "wrapped",
      command: shell(
        "sh -c 'trap \"sleep 0.2; echo drained; exit\" TERM; echo up; while :; do sleep 0.05; done' & wait",
      ),
      onLine: (line, stream) => {
        if (stream === "stdout") lines.push(line);
      },
      readyWhen: { line: (line) => line === "up" },
    });
    await child.stop(3_000);
    expect(lines).toEqual(["up", "drained"]);
  });

  test("can be frozen, and is ended all the same", async () => {
    const child = await supervisor.start({ name: "frozen", command: ["sleep", "60"] });
    child.kill("SIGSTOP");
    await expect(child.waitForExit(100)).rejects.toThrow("frozen has not ended within 100 ms");
    expect(await child.stop(2_000)).toEqual({ code: null, signal: "SIGTERM" });
  });

  test("does not outlive a supervisor that is killed by SIGKILL", async () => {
    const program = `
      import { createSupervisor } from "${import.meta.dirname}/../src/index.ts";
      const child = await createSupervisor().start({ name: "orphan", command: ["sh", "-c", "sleep 60 & wait"] });
      process.stdout.write(child.pid + "\\n");
      setInterval(() => {}, 1000);
    `;
    const parent = spawn("bun", ["-e", program], { stdio: ["ignore", "pipe", "inherit"] });
    const { promise, resolve } = Promise.withResolvers<number>();
    createInterface({ input: parent.stdout }).once("line", (line) => resolve(Number(line)));
    const orphan = await promise;
    expect(isGone(orphan)).toBe(false);

    parent.kill("SIGKILL");
    expect(await pollUntil(() => isGone(orphan), 3_000)).toBe(true);
  });
});
