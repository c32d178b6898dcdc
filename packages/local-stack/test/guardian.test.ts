import { afterEach, beforeEach, expect, test } from "bun:test";
import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pollUntil } from "../src/poll.ts";
import { identifyProcess } from "../src/process-identity.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "guardian-test-"));
  chmodSync(folder, 0o711);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const index = `${import.meta.dirname}/../src/index.ts`;

/** Runs a program to its end, in a process of its own. */
function run(program: string): Promise<number | null> {
  const child = spawn("bun", ["-e", program], { stdio: ["ignore", "ignore", "inherit"] });
  return new Promise((resolve) => void child.once("exit", resolve));
}

test("a process that ends without dismissing its guardian takes its targets and its folder along", async () => {
  const target = spawn("sleep", ["60"], { stdio: "ignore" });
  const pid = target.pid ?? 0;
  const data = join(folder, "data");
  mkdirSync(data);
  await run(`
    import { postGuardian } from "${index}";
    await postGuardian({ targets: [${pid}], signal: "SIGINT", graceSeconds: 5, folder: "${data}" });
    process.exit(0);
  `);
  expect(await pollUntil(() => identifyProcess(pid) === undefined && !existsSync(data), 3_000)).toBe(true);
});

test("a target that ignores the signal is killed after the grace", async () => {
  const target = spawn("sh", ["-c", "trap '' INT; while :; do sleep 0.1; done"], { stdio: "ignore" });
  const pid = target.pid ?? 0;
  await run(`
    import { postGuardian } from "${index}";
    await postGuardian({ targets: [${pid}], signal: "SIGINT", graceSeconds: 1 });
    process.exit(0);
  `);
  expect(await pollUntil(() => identifyProcess(pid) === undefined, 5_000)).toBe(true);
});

test("a dismissed guardian ends without touching anything", async () => {
  const target = spawn("sleep", ["60"], { stdio: "ignore" });
  const pid = target.pid ?? 0;
  await run(`
    import { postGuardian } from "${index}";
    await postGuardian({ targets: [${pid}], signal: "SIGKILL", graceSeconds: 0, folder: "${folder}" }).then((guardian) => guardian.dismiss());
  `);
  // a guardian of our own, whose work is seen, tells that the other one would have done its work by now
  const witness = join(folder, "witness");
  mkdirSync(witness);
  await run(`
    import { postGuardian } from "${index}";
    await postGuardian({ targets: [], signal: "SIGKILL", graceSeconds: 0, folder: "${witness}" });
    process.exit(0);
  `);
  expect(await pollUntil(() => !existsSync(witness), 3_000)).toBe(true);
  expect(identifyProcess(pid)).toBeDefined();
  expect(existsSync(folder)).toBe(true);
  target.kill();
});

test("keeps this process from nothing: it may end with a guardian at its post", async () => {
  expect(
    await run(
      `import { postGuardian } from "${index}"; await postGuardian({ targets: [], signal: "SIGTERM", graceSeconds: 0 });`,
    ),
  ).toBe(0);
});

test("a test runner that ends what each file has started leaves no temporary server behind", async () => {
  const temporary = join(folder, "tmp");
  mkdirSync(temporary, { mode: 0o711 });
  const source = `
    import { test } from "bun:test";
    import { startEphemeral } from "${index}";
    test("starts a server", async () => { await startEphemeral({ postgres: false, redis: true, log: () => {} }); });
  `;
  const files = ["one.test.ts", "two.test.ts"].map((name) => join(folder, name));
  for (const file of files) writeFileSync(file, source);
  const runner = spawn("bun", ["test", "--isolate", ...files], {
    cwd: folder,
    stdio: "ignore",
    env: { ...process.env, TMPDIR: temporary },
  });
  const code = await new Promise<number | null>((resolve) => void runner.once("exit", resolve));
  expect(code).toBe(0);
  expect(await pollUntil(() => readdirSync(temporary).length === 0, 5_000)).toBe(true);
});
