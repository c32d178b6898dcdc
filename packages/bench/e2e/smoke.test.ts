import { afterAll, expect, test } from "bun:test";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { WORKS } from "../src/works/index.ts";

const MAIN = resolve(import.meta.dirname, "../src/main.ts");
const WITHIN_MS = 180_000;

const results = mkdtempSync(join(tmpdir(), "bench-smoke-"));
afterAll(() => rmSync(results, { recursive: true, force: true }));

// that the bench works, never what it measures: the machine of a test run has other things to do
test(
  "every work runs, prints its table and saves its figures and charts",
  async () => {
    const bench = Bun.spawn([process.execPath, MAIN, "--smoke", "--results", results], {
      stdout: "pipe",
      stderr: "pipe",
    });
    const [printed, logged, status] = await Promise.all([
      new Response(bench.stdout).text(),
      new Response(bench.stderr).text(),
      bench.exited,
    ]);
    expect({ status, logged: status === 0 ? "" : logged }).toEqual({ status: 0, logged: "" });
    for (const { name, title } of WORKS) {
      expect(printed).toContain(`### ${title}\n`);
      const saved = JSON.parse(readFileSync(join(results, `${name}.json`), "utf8"));
      expect(saved).toMatchObject({ name, title, rows: expect.any(Array), machine: expect.any(Object) });
      for (const chart of saved.charts ?? []) {
        expect(readFileSync(join(results, `${chart.name}.svg`), "utf8")).toStartWith("<svg ");
      }
    }
    expect(existsSync(join(results, "lateness-200.svg"))).toBe(true);
  },
  WITHIN_MS,
);
