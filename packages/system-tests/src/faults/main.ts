import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { createSupervisor, type Supervisor } from "@repo/local-stack";
import pLimit from "p-limit";
import type { PlayedScenario } from "./play-scenario.ts";
import { findScenario, SCENARIOS } from "./registry.ts";
import { renderReport } from "./report.ts";
import type { Form, Scenario } from "./scenario.ts";

// `bun run test:faults [--short | --long] [--only <scenario>[,<scenario>]] [--seed <n>] [--parallel <n>] [--output <folder>]`

const ROOT = resolve(import.meta.dirname, "../../../..");
const LIMIT_MS: Readonly<Record<Form, number>> = { short: 3 * 60_000, long: 10 * 60_000 };
const PARALLEL: Readonly<Record<Form, string>> = { short: "4", long: "2" };

const { values } = parseArgs({
  options: {
    short: { type: "boolean", default: false },
    long: { type: "boolean", default: false },
    only: { type: "string" },
    seed: { type: "string" },
    parallel: { type: "string" },
    output: { type: "string", default: join(ROOT, ".data/faults") },
  },
});
const form: Form = values.long ? "long" : "short";
const seed = Number(values.seed ?? Math.floor(Math.random() * 1_000_000));
const output = resolve(values.output);
const write = (text: string) => void process.stdout.write(text);

async function play(supervisor: Supervisor, scenario: Scenario): Promise<PlayedScenario> {
  const logs = join(output, scenario.name);
  rmSync(logs, { recursive: true, force: true });
  mkdirSync(logs, { recursive: true });
  const result = join(logs, "result.json");
  const options = { scenario: scenario.name, form, seed: String(seed), logs, result };
  let lastError = "";
  const child = await supervisor.start({
    name: scenario.name,
    command: [
      process.execPath,
      join(import.meta.dirname, "play-main.ts"),
      ...Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]),
    ],
    workingDirectory: ROOT,
    onLine: (line) => {
      appendFileSync(join(logs, "output.log"), `${line}\n`);
      if (line.startsWith("error:")) lastError = line;
      write(`  ${scenario.name}: ${line}\n`);
    },
  });
  await child.waitForExit(LIMIT_MS[form]).catch(() => child.stop());
  try {
    const played: PlayedScenario = JSON.parse(readFileSync(result, "utf8"));
    write(`${played.problems.length === 0 ? "kept  " : "BROKEN"} ${scenario.name}: ${scenario.promise}\n`);
    return played;
  } catch {
    write(`BROKEN ${scenario.name}: it did not come to its end\n`);
    return unplayed(scenario, lastError);
  }
}

function unplayed({ name, promise, toleranceMs, repeats }: Scenario, error: string): PlayedScenario {
  return {
    ...{ name, promise, seed, toleranceMs, repeats, tookMs: 0 },
    ...{ expected: 0, satisfied: 0, missed: 0, duplicated: 0, repeated: 0, early: 0, unexpected: 0 },
    lateness: { p50: 0, p99: 0, max: 0 },
    recoveryMs: undefined,
    caughtUpMs: undefined,
    problems: [`the scenario did not come to its end; ${error || "see its output"}`],
  };
}

const supervisor = createSupervisor();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.once(signal, () => void supervisor.stopAll().finally(() => process.exit(1)));
}
const startedMs = performance.now();
const scenarios = values.only === undefined ? SCENARIOS : values.only.split(",").map(findScenario);
const limit = pLimit(Number(values.parallel ?? PARALLEL[form]));
write(`${scenarios.length} scenarios, ${form} form, seed ${seed}\n`);
const played = await Promise.all(scenarios.map((scenario) => limit(() => play(supervisor, scenario))));

const report = renderReport(played);
writeFileSync(join(output, "report.md"), `${report}\n`);
writeFileSync(join(output, "report.json"), JSON.stringify({ form, seed, scenarios: played }, undefined, 2));
const broken = played.filter((scenario) => scenario.problems.length > 0).length;
write(`\n${report}\n\n${((performance.now() - startedMs) / 1_000).toFixed(0)} s; seed ${seed}; ${output}\n`);
write(`${played.length - broken} passed, ${broken} failed\n`);
process.exit(broken === 0 ? 0 : 1);
