import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { CommandTarget, type Output } from "@repo/core";
import { eventually } from "@repo/testing";
import {
  CommandAllowList,
  createTargetRegistry,
  HttpAllowList,
  type ResolvedSecret,
} from "../src/targets/index.ts";
import { type Attempt, cleanUpAfterTest, contextOf } from "./targets-fixtures.ts";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "command-test-")));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Definition = Omit<Partial<CommandTarget>, "type"> & { argv: string[] };
type Given = Attempt & { allow?: string; secrets?: ResolvedSecret[] };

function execute(definition: Definition, { allow = "*", secrets, ...attempt }: Given = {}) {
  const registry = createTargetRegistry({
    http: { allow: HttpAllowList.parse(""), connectionsPerOrigin: 1 },
    command: { allow: CommandAllowList.parse(allow) },
    ...(secrets && { secrets: async (names) => secrets.filter(({ name }) => names.includes(name)) }),
  });
  cleanUpAfterTest(() => registry.close());
  return registry.execute(CommandTarget.parse({ type: "command", ...definition }), contextOf(attempt));
}

const runScript = (script: string, given?: Given & { args?: string[] }) =>
  execute({ argv: [script, ...(given?.args ?? [])], shell: true }, given);

const textOf = (output: Output | undefined, field = "stdout") => String(output?.[field] ?? "");

test("what a command has written so far is told while it runs", async () => {
  const go = join(folder, "go");
  const told: Output[] = [];
  const running = runScript(
    `echo first; echo trouble >&2; until [ -e ${go} ]; do sleep 0.02; done; echo last`,
    {
      report: (output) => told.push(output),
    },
  );
  const soFar = await eventually(() => told.find(({ stdout, stderr }) => stdout && stderr), {
    withinMs: 10_000,
    describe: "both outputs to be told",
  });
  writeFileSync(go, "");
  expect(textOf((await running).output)).toBe("first\nlast\n");
  expect(soFar).toEqual({
    ...{ stdout: "first\n", stdoutTruncated: false },
    ...{ stderr: "trouble\n", stderrTruncated: false },
  });
});

describe("the exit code decides", () => {
  test.each([
    [0, [], "succeeds"],
    [3, [], "may be tried again"],
    [3, [0, 3], "succeeds"],
    [0, [3], "may be tried again"],
  ])("%d when %p is expected: the attempt %s", async (code, expectedExitCodes, outcome) => {
    const result = await execute({ argv: [`exit ${code}`], shell: true, expectedExitCodes });
    expect(result.ok ? "succeeds" : result.retryable ? "may be tried again" : "fails for good").toBe(outcome);
    expect(result.output).toEqual({ exitCode: code });
  });

  test("the message names what came and what was expected", async () => {
    expect((await runScript("exit 3")).message).toBe("the command ended with exit code 3; expected 0");
    expect((await runScript("exit 0")).message).toBe("exit code 0");
  });

  test("a signal is none", async () => {
    expect(await runScript("kill -SEGV $$")).toEqual({
      ok: false,
      retryable: true,
      message: "the command was ended by SIGSEGV",
      output: { signal: "SIGSEGV" },
    });
  });
});

describe("a command", () => {
  test("gets its arguments as they are, templates filled in", async () => {
    const result = await execute(
      { argv: ["printf", "[%s]", "$HOME; a b", "{{ run.attempt }}", "{{ payload.x }}"] },
      { payload: { x: "'$(id)'" } },
    );
    expect(textOf(result.output)).toBe("[$HOME; a b][1]['$(id)']");
  });

  test("in a shell finds them in $1 and on, where no value becomes code", async () => {
    const result = await runScript('printf "[%s]" "$1" "$2" | cat', {
      args: ["{{ payload.x }}", "two"],
      payload: { x: "$(id); `id`" },
    });
    expect(textOf(result.output)).toBe("[$(id); `id`][two]");
  });

  test("gets the payload on its standard input, and none when there is none", async () => {
    const payload = { due: "{{ run.dueAt }}", list: [1, "zwei"] };
    const result = await execute({ argv: ["cat"] }, { payload });
    expect(JSON.parse(textOf(result.output))).toEqual({
      due: "2030-01-01T00:00:00.000Z",
      list: [1, "zwei"],
    });
    expect(await execute({ argv: ["cat"] })).toMatchObject({ ok: true, output: { exitCode: 0 } });
  });

  test("need not read its input", async () => {
    const payload = { large: "x".repeat(60_000) };
    expect(await execute({ argv: ["true"] }, { payload })).toMatchObject({ ok: true });
  });

  test("works in a folder of its own, which is removed", async () => {
    const { output } = await runScript("pwd; echo $HOME; echo $TMPDIR; ls -A; touch left; ls -A");
    const [place = "", home, temporary, ...files] = textOf(output).trim().split("\n");
    expect([home, temporary]).toEqual([place, place]);
    expect(files).toEqual(["left"]);
    expect(existsSync(place)).toBe(false);
  });

  test("works where it is told to", async () => {
    const { output } = await execute({ argv: ["pwd"], workingDirectory: folder });
    expect(textOf(output)).toBe(`${folder}\n`);
    const workingDirectory = join(folder, "missing");
    expect(await execute({ argv: ["pwd"], workingDirectory })).toEqual({
      ok: false,
      retryable: false,
      message: `workingDirectory: ${workingDirectory} is not a folder on this worker`,
    });
  });

  test("says on which stream it wrote", async () => {
    const { output } = await runScript("echo out; echo err >&2");
    expect(output).toEqual({
      exitCode: 0,
      stdout: "out\n",
      stdoutTruncated: false,
      stderr: "err\n",
      stderrTruncated: false,
    });
  });

  test("has no open files of the worker", async () => {
    const { output } = await runScript("cd /proc/self/fd; echo * | tr ' ' '\\n'");
    const descriptors = textOf(output).trim().split("\n").map(Number);
    // 3 is the folder that is being read
    expect(descriptors.filter((each) => each > 3)).toEqual([]);
  });
});

describe("the environment", () => {
  beforeAll(() => {
    process.env.DATABASE_URL_OF_TEST = "postgresql://scheduler:password@db/scheduler";
  });
  afterAll(() => {
    delete process.env.DATABASE_URL_OF_TEST;
  });

  test("has nothing of the worker's, says which run it is, and what the definition adds", async () => {
    const { output } = await execute({
      argv: ["env"],
      environment: { REGION: "eu {{ run.attempt }}", TZ: "Europe/Vienna" },
    });
    const variables = Object.fromEntries(
      textOf(output)
        .trim()
        .split("\n")
        .map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
    );
    expect(variables).toEqual({
      PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
      HOME: expect.stringContaining("/command-"),
      TMPDIR: variables.HOME ?? "",
      TZ: "Europe/Vienna",
      REGION: "eu 1",
      DISTRIBUTED_SCHEDULER_RUN_ID: contextOf().run.id,
      DISTRIBUTED_SCHEDULER_SCHEDULE_ID: contextOf().run.scheduleId,
      DISTRIBUTED_SCHEDULER_SCHEDULE_NAME: "nightly",
      DISTRIBUTED_SCHEDULER_DUE_AT: "2030-01-01T00:00:00.000Z",
      DISTRIBUTED_SCHEDULER_ATTEMPT: "1",
    });
  });

  test.each<[string, Definition]>([
    ["a variable", { argv: ["true"], environment: { A: "{{ payload.nul }}" } }],
    ["an argument", { argv: ["true", "{{ payload.nul }}"] }],
  ])("cannot be cut by a NUL character in %s", async (_, definition) => {
    expect(await execute(definition, { payload: { nul: "a\0b" } })).toMatchObject({
      ok: false,
      retryable: false,
      message: expect.stringContaining("would contain a NUL character"),
    });
  });
});

describe("what is not allowed", () => {
  const marker = join(folder, "ran");
  const remedy =
    "an operator can name the program in COMMAND_TARGET_ALLOW, here or on workers with a queue of their own";

  test.each<[string, string, Definition, string]>([
    ["anything by default", "", { argv: ["touch", marker] }, "this worker runs no commands"],
    ["another program", "true", { argv: ["touch", marker] }, "does not run touch, only true"],
    ["a program by its path", "touch", { argv: ["/tmp/touch", marker] }, "does not run /tmp/touch"],
    [
      "a path that leads there",
      "/usr/bin/true",
      { argv: ["/usr/bin/true/../touch", marker] },
      "does not run",
    ],
    ["a shell", "touch", { argv: [`touch ${marker}`], shell: true }, "does not run sh, only touch"],
  ])("fails for good and is not run: %s", async (_, allow, definition, message) => {
    expect(await execute(definition, { allow })).toEqual({
      ok: false,
      retryable: false,
      message: expect.stringContaining(message) && expect.stringContaining(remedy),
    });
    expect((await execute(definition, { allow })).message).toContain(message);
    expect(existsSync(marker)).toBe(false);
  });

  test("a program that is allowed runs, by name and by path", async () => {
    const program = join(folder, "report");
    writeFileSync(program, "#!/bin/sh\necho report\n");
    chmodSync(program, 0o755);
    expect(await execute({ argv: [program] }, { allow: program })).toMatchObject({
      output: { stdout: "report\n" },
    });
    expect(await execute({ argv: ["echo", "a"] }, { allow: "echo" })).toMatchObject({ ok: true });
    const path = existsSync("/usr/bin/echo") ? "/usr/bin/echo" : "/bin/echo";
    expect(await execute({ argv: ["echo", "a"] }, { allow: path })).toMatchObject({ ok: true });
  });

  test("one that is not there, or no program, fails for good", async () => {
    const text = join(folder, "notes");
    writeFileSync(text, "not a program");
    for (const program of ["there-is-no-such-program", text, folder]) {
      expect(await execute({ argv: [program] })).toEqual({
        ok: false,
        retryable: false,
        message: `the program ${program} is not on this worker, or may not be executed there`,
      });
    }
  });

  test("a file that cannot be executed after all fails the attempt", async () => {
    const broken = join(folder, "broken");
    writeFileSync(broken, "#!/there/is/no/interpreter\n");
    chmodSync(broken, 0o755);
    expect(await execute({ argv: [broken] })).toMatchObject({ ok: false });
    const tooLong = Array<string>(100).fill("x".repeat(32_000));
    expect(await execute({ argv: ["true", ...tooLong] })).toMatchObject({
      ok: false,
      retryable: false,
      message: "the arguments and variables are longer than a process may have",
    });
  });
});

describe("a secret", () => {
  const value = "correct-horse-battery";
  const secret = { name: "API_KEY", hosts: ["localhost"], value };

  test("reaches the command in a variable and the payload, and comes back masked", async () => {
    const result = await execute(
      {
        argv: ['printf %s "$KEY" | od -An -c | tr -d " \\n"; echo; echo "$KEY"; cat; echo "$KEY" >&2'],
        shell: true,
        environment: { KEY: "{{ secrets.API_KEY }}" },
      },
      { secrets: [secret], payload: { key: "{{ secrets.API_KEY }}" } },
    );
    expect(result).toMatchObject({
      ok: true,
      output: { stdout: '[secret]\n[secret]\n{"key":"[secret]"}', stderr: "[secret]\n" },
    });
  });

  test("that the end of a long output begins within is masked too", async () => {
    const result = await execute(
      {
        argv: ['printf %s "$KEY"; head -c 8180 /dev/zero | tr "\\0" x'],
        shell: true,
        environment: { KEY: "{{ secrets.API_KEY }}" },
      },
      { secrets: [secret] },
    );
    expect(textOf(result.output)).toBe(`[secret]${"x".repeat(8_180)}`);
  });

  test.each<[string, Definition, Given["payload"]]>([
    ["in an argument", { argv: ["echo", "{{ secrets.API_KEY }}"] }, undefined],
    [
      "in an argument, by way of the payload",
      { argv: ["echo", "{{ payload.key }}"] },
      { key: "{{ secrets.API_KEY }}" },
    ],
  ])("is refused %s", async (_, definition, payload) => {
    expect(await execute(definition, { secrets: [secret], payload } as Given)).toEqual({
      ok: false,
      retryable: false,
      message:
        "the secret API_KEY cannot be used in argv, which others on the worker's machine can read; use environment or the payload",
    });
  });

  test("that was stored for other hosts is not given to a command", async () => {
    const given = { secrets: [{ ...secret, hosts: ["api.example"] }] };
    const environment = { KEY: "{{ secrets.API_KEY }}" };
    expect(await execute({ argv: ["env"], environment }, given)).toMatchObject({
      ok: false,
      retryable: false,
      message: expect.stringContaining("may not be given to a command, only sent to api.example"),
    });
  });
});

describe("output without end", () => {
  test("is bounded, and the end of it is kept", async () => {
    const { output } = await runScript("seq 1 2000000; echo last");
    expect(textOf(output)).toEndWith("\n2000000\nlast\n");
    expect(textOf(output).length).toBeLessThanOrEqual(8_192);
    expect(output?.stdoutTruncated).toBe(true);
  });

  test("leaves the worker time for other things", async () => {
    const abort = new AbortController();
    const ended = execute({ argv: ["yes", "x".repeat(10_000)] }, { signal: abort.signal });
    const startedAt = performance.now();
    for (let beat = 0; beat < 50; beat++) await delay(10);
    // 500 ms when nothing else occupies the worker
    expect(performance.now() - startedAt).toBeLessThan(3_000);
    abort.abort();
    expect(await ended).toMatchObject({ ok: false, message: "the command was stopped" });
  });
});

describe("a command that is stopped", () => {
  /** Runs a script that writes its process id, and aborts it as soon as that is there. */
  async function stopScript(script: string) {
    const pidFile = join(folder, `pids-${crypto.randomUUID()}`);
    const abort = new AbortController();
    const ended = runScript(script, { args: [pidFile], signal: abort.signal });
    const pids = await eventually(
      async () => {
        const text = readFileSync(pidFile, "utf8");
        if (!text.endsWith("ready\n")) throw new Error("it is not ready");
        return text.split("\n").map(Number).filter(Boolean);
      },
      { withinMs: 10_000, describe: "the script to be ready" },
    );
    const startedAt = performance.now();
    abort.abort();
    const result = await ended;
    return { result, pids, tookMs: performance.now() - startedAt };
  }

  test("may put things in order", async () => {
    const { result, tookMs } = await stopScript(
      'trap "echo bye; exit 0" TERM; echo $$ > "$1"; echo ready >> "$1"; while :; do sleep 0.05; done',
    );
    expect(result).toMatchObject({
      ok: false,
      message: "the command was stopped",
      output: { stdout: "bye\n" },
    });
    expect(tookMs).toBeLessThan(2_500);
  });

  test("leaves what it has started the same time", async () => {
    const child =
      'trap "sleep 0.2; echo bye; exit" TERM; echo $$ > "$0"; echo ready >> "$0"; while :; do sleep 0.05; done';
    const { result } = await stopScript(`sh -c '${child}' "$1" & wait`);
    expect(result).toMatchObject({ ok: false, output: { signal: "SIGTERM", stdout: "bye\n" } });
  });

  test("ends together with everything that it has started", async () => {
    const { result, pids } = await stopScript(
      'sleep 1000 & echo $! > "$1"; (sleep 1000 & echo $! >> "$1"; wait) & echo $! >> "$1"; sleep 0.3; echo ready >> "$1"; wait',
    );
    expect(result.ok).toBe(false);
    expect(pids.length).toBe(3);
    expect(pids.filter(isAlive)).toEqual([]);
  });

  test("is killed when it does not listen, and so is what it has started", async () => {
    const { result, pids, tookMs } = await stopScript(
      'trap "" TERM; sleep 1000 & echo $! > "$1"; echo ready >> "$1"; while :; do sleep 1000; done',
    );
    expect(result).toMatchObject({ ok: false, output: { signal: "SIGKILL" } });
    expect(pids.filter(isAlive)).toEqual([]);
    expect(tookMs).toBeGreaterThan(2_500);
    expect(tookMs).toBeLessThan(4_400);
  }, 20_000);

  test("before it has begun does not run", async () => {
    const result = await execute({ argv: ["sleep", "1000"] }, { signal: AbortSignal.abort() });
    expect(result).toMatchObject({ ok: false, message: "the command was stopped" });
  });
});

test("what a command leaves behind ends with it, and keeps nobody waiting", async () => {
  const pidFile = join(folder, "left-behind");
  const result = await runScript('sleep 1000 & echo $! > "$1"; echo done', { args: [pidFile] });
  expect(result).toMatchObject({ ok: true, output: { stdout: "done\n" } });
  expect(isAlive(Number(readFileSync(pidFile, "utf8")))).toBe(false);
});

test("what has left the command's group keeps nobody waiting", async () => {
  const pidFile = join(folder, "daemon");
  const result = await runScript('setsid sleep 20 & echo $! > "$1"; sleep 0.2; echo done', {
    args: [pidFile],
  });
  expect(result).toMatchObject({ ok: true, output: { stdout: "done\n" } });
  process.kill(Number(readFileSync(pidFile, "utf8")), "SIGKILL");
});

/** A process that has ended and that nobody has asked after yet is not. */
function isAlive(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) [ZX]/.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}
