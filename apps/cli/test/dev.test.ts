import { afterAll, expect, test } from "bun:test";
import { rmSync } from "node:fs";
import { resolve } from "node:path";
import { createSupervisor, freePort, makeTemporaryDataFolder } from "@repo/local-stack";
import { eventually } from "@repo/testing";

const ROOT = resolve(import.meta.dirname, "../../..");

const dataDir = makeTemporaryDataFolder();
const supervisor = createSupervisor();
afterAll(async () => {
  await supervisor.stopAll();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Starts `dev` on ports and data of its own, with stores of its own, and collects what it prints. */
async function startDev() {
  const [port, echoPort] = [await freeNeighbours(), await freePort()];
  const lines: string[] = [];
  const process = await supervisor.start({
    name: "dev",
    command: [
      globalThis.process.execPath,
      "apps/cli/src/main.ts",
      "dev",
      `--port=${port}`,
      `--echo-port=${echoPort}`,
      `--data-dir=${dataDir}`,
    ],
    workingDirectory: ROOT,
    environment: { DATABASE_URL: "", REDIS_URL: "", NO_COLOR: "1", FORCE_COLOR: "" },
    onLine: (line) => lines.push(line),
  });
  const line = (pattern: RegExp) =>
    eventually(() => lines.find((text) => pattern.test(text)), {
      withinMs: 60_000,
      describe: `a line like ${pattern} from dev, which printed:\n${lines.join("\n")}`,
    });
  return { process, line, lines, port };
}

/** A free port whose next one is free too. */
async function freeNeighbours(): Promise<number> {
  for (;;) {
    const port = await freePort();
    if ((await freePort(port + 1)) === port + 1) return port;
  }
}

/** Processes of this machine that use the test's own data folder or ports. */
function processesOf(environmentText: string): string[] {
  const ps = Bun.spawnSync(["ps", "-eww", "-o", "pid=,stat=,args="]);
  return ps.stdout
    .toString()
    .split("\n")
    .filter((line) => line.includes(environmentText) && !/^\s*\d+ Z/.test(line));
}

test("dev starts the whole system, runs the samples, and ends all of it at Ctrl-C; a second start finds its data", async () => {
  for (const start of ["first", "second"]) {
    const dev = await startDev();
    await dev.line(/ready in/);
    expect(await dev.line(/The \d+ sample schedules/)).toContain("7");
    await dev.line(/welcome .*✓ SUCCEEDED .*200 OK/);
    expect(
      dev.lines.filter((line) => line.includes("cannot")),
      start,
    ).toEqual([]);
    const services = servicesUnder(dev.process.pid);
    expect(services.length).toBe(5);

    dev.process.kill("SIGINT");
    expect(await dev.process.waitForExit(10_000)).toEqual({ code: 0, signal: null });
    expect(dev.lines.at(-1)).toMatch(/stopped in/);
    expect(services.filter(isAlive)).toEqual([]);
    expect(processesOf(dataDir)).toEqual([]);
  }
}, 180_000);

test("SIGKILL of dev leaves none of its services behind", async () => {
  const dev = await startDev();
  await dev.line(/ready in/);
  const services = servicesUnder(dev.process.pid);
  expect(services.length).toBe(5);
  process.kill(dev.process.pid, "SIGKILL");
  await eventually(() => services.every((pid) => !isAlive(pid)), {
    withinMs: 20_000,
    describe: "the services to end",
  });
  // the stores stay for the next start; it ends them too
  const next = await startDev();
  await next.line(/ready in/);
  await next.process.stop(10_000);
  expect(processesOf(dataDir)).toEqual([]);
}, 180_000);

/** The services that `dev` has started: its child processes that run a `main.ts`. */
function servicesUnder(parentPid: number): number[] {
  const ps = Bun.spawnSync(["ps", "-eww", "-o", "pid=,ppid=,args="]);
  return ps.stdout
    .toString()
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter(
      ([, ppid, ...args]) => Number(ppid) === parentPid && args.some((arg) => arg.endsWith("src/main.ts")),
    )
    .map(([pid]) => Number(pid));
}

function isAlive(pid: number): boolean {
  const ps = Bun.spawnSync(["ps", "-o", "stat=", "-p", String(pid)]);
  const stat = ps.stdout.toString().trim();
  return stat !== "" && !stat.startsWith("Z");
}
