import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { makeTemporaryDataFolder } from "@repo/local-stack";
import { prepare } from "./prepare.ts";
import { findObstacle, THIS_MACHINE } from "./requirements.ts";

// `bun run test:cluster [--short]`: the product in a real Kubernetes of one node, made for this run. Where that cannot be
// made, it says why and counts as skipped.

const { values } = parseArgs({ options: { short: { type: "boolean", default: false } } });
const binaries = process.env.KUBERNETES_BIN ?? "/var/cache/kube-1.20.2";
const startedMs = performance.now();
const seconds = () => ((performance.now() - startedMs) / 1_000).toFixed(1);
const log = (line: string) => void process.stdout.write(`[${seconds().padStart(6)} s] ${line}\n`);

const obstacle = findObstacle(THIS_MACHINE, binaries);
if (obstacle !== undefined) {
  process.stdout.write(`skipped: the cluster test cannot run here: ${obstacle.text}\n`);
  process.exit(0);
}

const folder = makeTemporaryDataFolder();
// from here on the script cleans up, whatever becomes of this process: it notices by the end of its input
const script = join(import.meta.dirname, "lab/isolated.sh");
const planFile = join(folder, "plan.json");
const inside = join(import.meta.dirname, "inside.ts");
