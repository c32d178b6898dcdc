import { describe, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { parentOf, readUsage, usagePerMillion } from "./process-usage.ts";

describe.skipIf(!existsSync("/proc/self/stat"))("where there is a /proc", () => {
  test("a process has a parent, has used time and holds memory", () => {
    expect(parentOf(process.pid)).toBe(process.ppid);
    const usage = readUsage([{ name: "this", pid: process.pid }]).get("this");
    expect(usage?.memoryBytes).toBeGreaterThan(1_000_000);
    expect(usage?.cpuSeconds).toBeGreaterThan(0);
  });

  test("a process that is gone has used nothing", () => {
    const usage = readUsage([{ name: "gone", pid: 2 ** 30 }]).get("gone");
    expect(usage).toEqual({ cpuSeconds: 0, memoryBytes: 0 });
  });
});

test("what was used between two readings is told for a million runs", () => {
  const before = new Map([["worker", { cpuSeconds: 2, memoryBytes: 10 }]]);
  const after = new Map([["worker", { cpuSeconds: 3, memoryBytes: 20 }]]);
  expect(usagePerMillion(before, after, 10_000)).toEqual([
    { process: "worker", cpuSecondsPerMillion: 100, memoryBytes: 20 },
  ]);
});
