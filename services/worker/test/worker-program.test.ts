import { afterAll, beforeAll, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createSupervisor, type SupervisedProcess } from "@repo/local-stack";
import { type Bench, openBench } from "./running-worker.ts";

// the program that the README shows, as a process of its own

const PROGRAM = join(import.meta.dirname, "../examples/report-worker.ts");
const READY_WITHIN_MS = 60_000;

const supervisor = createSupervisor();
const lines: string[] = [];
let bench: Bench;
let program: SupervisedProcess;

beforeAll(async () => {
  bench = await openBench();
  program = await supervisor.start({
    name: "report-worker",
    command: [process.execPath, PROGRAM],
    environment: { ...bench.environment, WORKER_QUEUES: "default,reports", SHUTDOWN_DEADLINE: "10s" },
    onLine: (line) => void lines.push(line),
    readyWhen: { line: (line) => line.includes('"working"') },
    readyWithinMs: READY_WITHIN_MS,
  });
}, READY_WITHIN_MS);

afterAll(async () => {
  await supervisor.stopAll();
  await bench[Symbol.asyncDispose]();
});

const target = { type: "handler", handler: "send-report" } as const;

test("carries out runs that name its handler, and those of other targets", async () => {
  const payload = { recipient: "ann@example.com", day: "{{ run.dueAt }}" };
  const report = await bench.startRun(await bench.addSchedule({ target, payload }));
  const other = await bench.startRun(await bench.addSchedule({ target: { type: "noop" } }));
  const run = await bench.untilState(report, "SUCCEEDED");
  expect(run.attempts).toMatchObject([
    { outcome: "SUCCEEDED", output: { sent: true, idempotencyKey: report } },
  ]);
  await bench.untilState(other, "SUCCEEDED");
  const line = lines.find((each) => each.includes("sending the report")) ?? "{}";
  expect(JSON.parse(line)).toMatchObject({ runId: report, recipient: "ann@example.com", service: "worker" });
});

test.each<[string, Record<string, string>, string]>([
  [
    "a payload that does not fit",
    { recipient: "ann" },
    "the payload does not fit: payload.recipient: is not a valid email; payload.day: is required",
  ],
  [
    "what the handler says is of no use",
    { recipient: "bob@example.org", day: "{{ run.dueAt }}" },
    "example.org takes no reports",
  ],
])("does not try again: %s", async (_, payload, message) => {
  const id = await bench.startRun(await bench.addSchedule({ target, payload }));
  const run = await bench.untilState(id, "FAILED");
  expect(run).toMatchObject({ reason: "TARGET_FAILED", message, attempt: 1 });
});

test("tries again what names a handler that it does not have", async () => {
  const id = await bench.startRun(
    await bench.addSchedule({ target: { type: "handler", handler: "archive" }, maxAttempts: 2 }),
  );
  const run = await bench.untilState(id, "FAILED");
  expect(run).toMatchObject({ attempt: 2, message: expect.stringContaining("it has send-report; register") });
});

test("is what the README shows", () => {
  const readme = readFileSync(join(import.meta.dirname, "../README.md"), "utf8");
  expect(readme).toContain(readFileSync(PROGRAM, "utf8"));
});

test("ends in good order", async () => {
  expect(await program.stop()).toEqual({ code: 0, signal: null });
  expect(lines.at(-1)).toContain("shut down");
});
