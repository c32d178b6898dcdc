import { readFileSync } from "node:fs";
import { diagnose } from "./diagnose.ts";
import { layoutOf } from "./lab/layout.ts";
import { type Cluster, startCluster } from "./lab/start-cluster.ts";
import type { Plan } from "./plan.ts";
import { playSteps } from "./play-steps.ts";

// The test itself: the first process of its own network, mount and process namespaces, with whose end all others end.

const plan: Plan = JSON.parse(readFileSync(process.argv[2] ?? "", "utf8"));
const layout = layoutOf(plan.folder, plan.binaries);
const startedMs = performance.now();
const log = (line: string) => {
  const seconds = ((performance.now() - startedMs) / 1_000).toFixed(1).padStart(6);
  process.stdout.write(`[${seconds} s] ${line}\n`);
};

// who started this is gone, or was interrupted
process.stdin.on("end", () => process.exit(130)).resume();

let cluster: Cluster | undefined;
try {
  cluster = await startCluster({ layout, images: plan.images, onStage: log });
  await playSteps(plan, cluster, log);
  process.exitCode = 0;
} catch (error) {
  log(`FAILED: ${error instanceof Error ? error.message : String(error)}`);
  if (cluster !== undefined) process.stdout.write(`${await diagnose(cluster.kubectl, layout.logs)}\n`);
  process.exitCode = 1;
} finally {
  await cluster?.[Symbol.asyncDispose]();
}
process.exit();
