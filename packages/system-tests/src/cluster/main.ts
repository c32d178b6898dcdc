import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { makeTemporaryDataFolder, postGuardian } from "@repo/local-stack";
import { $ } from "bun";
import { listLeftovers } from "./leftovers.ts";
import { prepare } from "./prepare.ts";
import { findObstacle, THIS_MACHINE } from "./requirements.ts";

// `bun run test:cluster [--short] [--build]`: the product in a real Kubernetes of one node, made for this run. Where that
// cannot be made, it says why and counts as skipped. With --opt-in, as a part of `bun run test`, it is skipped too where
// nobody has asked for it with KUBERNETES_BIN.

const { values } = parseArgs({
  options: {
    short: { type: "boolean", default: false },
    build: { type: "boolean", default: false },
    "opt-in": { type: "boolean", default: false },
  },
});
if (values["opt-in"] && process.env.KUBERNETES_BIN === undefined) {
  process.stdout.write("skipped: the cluster test runs when KUBERNETES_BIN names Kubernetes' programs\n");
  process.exit(0);
}
const binaries = process.env.KUBERNETES_BIN ?? "/var/cache/kube-1.20.2";
const startedMs = performance.now();
const seconds = () => ((performance.now() - startedMs) / 1_000).toFixed(1);
const log = (line: string) => void process.stdout.write(`[${seconds().padStart(6)} s] ${line}\n`);

process.env.CONTAINERS_CONF ??= join(import.meta.dirname, "lab/containers.conf");
if (values.build && findObstacle(THIS_MACHINE, binaries)?.canBeBuilt) {
  log(`making what is missing, with Kubernetes' programs in ${binaries}: this takes minutes`);
  await $`sh ${join(import.meta.dirname, "lab/install.sh")} ${binaries}`;
}
const obstacle = findObstacle(THIS_MACHINE, binaries);
if (obstacle !== undefined) {
  process.stdout.write(`skipped: the cluster test cannot run here: ${obstacle.text}\n`);
  process.exit(0);
}

const folder = makeTemporaryDataFolder();
// cleans up, whatever becomes of this process: it notices by the end of its input
const script = join(import.meta.dirname, "lab/isolated.sh");
const planFile = join(folder, "plan.json");
const inside = join(import.meta.dirname, "inside.ts");

// until the script below takes the folder over
const guardian = await postGuardian({ targets: [], signal: "SIGTERM", graceSeconds: 0, folder });
let cluster: ReturnType<typeof startIsolated> | undefined;
let isInterrupted = false;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.once(signal, () => {
    isInterrupted = true;
    log(`${signal}: taking everything down`);
    if (cluster === undefined) process.exit(130);
    cluster.stdin.end();
  });
}

function startIsolated() {
  return spawn("sh", [script, folder, process.execPath, inside, planFile], {
    // out of reach of a Ctrl-C, which this process passes on
    detached: true,
    stdio: ["pipe", "inherit", "inherit"],
  });
}

let code = 1;
try {
  const plan = await prepare({ folder, binaries, isShort: values.short, log });
  writeFileSync(planFile, JSON.stringify(plan), { mode: 0o600 });
  cluster = startIsolated();
  guardian.dismiss();
  [code] = (await once(cluster, "close")) as [number];
  const left = listLeftovers(folder);
  log(left.length === 0 ? "everything is taken down, nothing is left" : `left behind: ${left.join(", ")}`);
  if (left.length > 0) code = 1;
} catch (error) {
  const output = error instanceof $.ShellError ? `${error.stdout}${error.stderr}` : "";
  log(`FAILED: ${error instanceof Error ? error.message : String(error)}\n${output}`);
}
if (isInterrupted) code = 130;
log(code === 0 ? "1 passed, 0 failed" : "0 passed, 1 failed");
// the guardian removes the folder when it has not been handed over
process.exit(code);
