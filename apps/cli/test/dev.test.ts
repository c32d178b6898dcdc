import { afterEach, beforeEach, expect, test } from "bun:test";
import { rmSync } from "node:fs";
import { resolve } from "node:path";
import {
  createSupervisor,
  freePort,
  makeTemporaryDataFolder,
  type Supervisor,
  stopEmbedded,
} from "@repo/local-stack";
import { eventually } from "@repo/testing";

/** The first start of a checkout builds the web UI: half a minute, or many when the machine is busy. */
const READY_WITHIN_MS = 8 * 60_000;
const START_AND_STOP_MS = 10 * 60_000;
const ROOT = resolve(import.meta.dirname, "../../..");

let dataDir: string;
let supervisor: Supervisor;
beforeEach(() => {
  dataDir = makeTemporaryDataFolder();
  supervisor = createSupervisor();
});
afterEach(async () => {
  await supervisor.stopAll();
  await stopEmbedded(dataDir);
  rmSync(dataDir, { recursive: true, force: true });
});

/** Starts `dev` on ports and data of its own, with stores of its own, and collects what it prints. */
async function startDev() {
  const port = await freeNeighbours();
  const [echoPort, webPort] = [port + 3, port + 4];
  const lines: string[] = [];
  const process = await supervisor.start({
    name: "dev",
    command: [
      globalThis.process.execPath,
      "apps/cli/src/main.ts",
      "dev",
      `--port=${port}`,
      `--echo-port=${echoPort}`,
      `--web-port=${webPort}`,
      `--data-dir=${dataDir}`,
    ],
    workingDirectory: ROOT,
    environment: { DATABASE_URL: "", REDIS_URL: "", NO_COLOR: "1", FORCE_COLOR: "" },
    onLine: (line) => lines.push(line),
  });
  const line = (pattern: RegExp) =>
    eventually(
      () => {
        const found = lines.find((text) => pattern.test(text));
        if (found === undefined) throw new Error(`dev has printed:\n${lines.join("\n")}`);
        return found;
      },
      { withinMs: READY_WITHIN_MS, describe: `a line like ${pattern}` },
    );
  return { process, line, lines, port, webPort };
}

/** A free port whose next four are free too. */
async function freeNeighbours(): Promise<number> {
  for (;;) {
    const port = await freePort();
    const next = [1, 2, 3, 4].map((offset) => port + offset);
    const found = await Promise.all(next.map((wanted) => freePort(wanted)));
    if (found.every((each, index) => each === next[index])) return port;
  }
}

test(
  "dev starts the whole system, runs the samples, and ends all of it at Ctrl-C; a second start finds its data",
  async () => {
    for (let start = 1; start <= 2; start += 1) {
      const dev = await startDev();
      await dev.line(/ready in/);
      expect(await dev.line(/The \d+ sample schedules/)).toContain("The 8 ");
      await dev.line(/welcome .*✓ SUCCEEDED .*200 OK/);
      const signIn = await fetch(`http://127.0.0.1:${dev.webPort}/`);
      expect(await signIn.text()).toContain("Sign in");
      const services = servicesUnder(dev.process.pid);
      expect(
        services.map(({ service }) => service),
        dev.lines.join("\n"),
      ).toEqual(SERVICES);

      dev.process.kill("SIGINT");
      expect(await dev.process.waitForExit(10_000)).toEqual({ code: 0, signal: null });
      expect(dev.lines.at(-1)).toMatch(/stopped in/);
      expect(services.filter(isAlive)).toEqual([]);
      expect(processesNaming(dataDir)).toEqual([]);
    }
  },
  START_AND_STOP_MS,
);

test(
  "SIGKILL of dev leaves none of its services behind",
  async () => {
    const dev = await startDev();
    await dev.line(/ready in/);
    const services = servicesUnder(dev.process.pid);
    expect(
      services.map(({ service }) => service),
      dev.lines.join("\n"),
    ).toEqual(SERVICES);
    process.kill(dev.process.pid, "SIGKILL");
    await eventually(() => !services.some(isAlive), {
      withinMs: 20_000,
      describe: "the services to end",
    });
    // the stores stay for the next start; it ends them too
    const next = await startDev();
    await next.line(/ready in/);
    await next.process.stop(10_000);
    expect(processesNaming(dataDir)).toEqual([]);
  },
  START_AND_STOP_MS,
);

interface Process {
  pid: number;
  /** Such as `worker`. */
  service: string;
}

const SERVICES = [
  "master-cron-job",
  "schedule-microservice",
  "schedule-microservice",
  "user-microservice",
  "web",
  "worker",
  "worker",
];

/** The services that `dev` has started: its child processes that run a `main.ts`, and the server of the web UI. */
function servicesUnder(parentPid: number): Process[] {
  return listProcesses()
    .filter(({ ppid }) => ppid === parentPid)
    .flatMap(({ pid, args }) => {
      const service = /(?:services|apps)\/([^/]+)\/(?:src\/main\.ts|server\.js)(?: |$)/.exec(args)?.[1];
      return service === undefined ? [] : [{ pid, service }];
    })
    .toSorted((a, b) => a.service.localeCompare(b.service));
}

/** Living processes that name this text, such as the test's data folder, in their arguments. */
function processesNaming(text: string): string[] {
  return listProcesses()
    .map(({ args }) => args)
    .filter((args) => args.includes(text));
}

function isAlive({ pid }: Process): boolean {
  return listProcesses().some((found) => found.pid === pid);
}

/** All processes but zombies, which wait for whoever started them. */
function listProcesses(): { pid: number; ppid: number; args: string }[] {
  const ps = Bun.spawnSync(["ps", "-eww", "-o", "pid=,ppid=,stat=,args="]);
  return ps.stdout
    .toString()
    .split("\n")
    .flatMap((line) => {
      const [, pid, ppid, stat = "", args = ""] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
      return pid === undefined || stat.startsWith("Z")
        ? []
        : [{ pid: Number(pid), ppid: Number(ppid), args }];
    });
}
