import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { playScenario } from "./play-scenario.ts";
import { findScenario } from "./registry.ts";
import type { Form } from "./scenario.ts";

// One scenario in a process of its own: its recorder must not wait for the work of another.

const { values } = parseArgs({
  options: {
    scenario: { type: "string", default: "" },
    form: { type: "string", default: "short" },
    seed: { type: "string", default: "1" },
    logs: { type: "string", default: "" },
    result: { type: "string", default: "" },
  },
});
const form: Form = values.form === "long" ? "long" : "short";
const scenario = findScenario(values.scenario);
const played = await playScenario(scenario, {
  form,
  seed: Number(values.seed),
  logFolder: values.logs,
  log: (line) => void process.stdout.write(`${line}\n`),
});
writeFileSync(values.result, JSON.stringify(played, undefined, 2));
process.exit(0);
