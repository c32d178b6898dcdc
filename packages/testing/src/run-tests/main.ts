import { rmSync } from "node:fs";
import { resolve } from "node:path";
import { createSupervisor, makeTemporaryDataFolder, postGuardian, startEphemeral } from "@repo/local-stack";
import { runStage } from "./run-stage.ts";
import { listStages, type Stage, selectStages } from "./stages.ts";

// The whole test run of the repository: stage after stage up to the first that fails. The last line is the verdict.
// Arguments select stages by the beginning of their names: `bun run test unit integration`.

const root = resolve(import.meta.dirname, "../../../..");
const write = (text: string) => void process.stdout.write(text);
const log = (line: string) => write(`${line}\n`);

const supervisor = createSupervisor();
// the temporary folder of everything that runs in here, so that nothing of it can stay
const temporaryFolder = makeTemporaryDataFolder();
const guardian = await postGuardian({
  targets: [],
  signal: "SIGTERM",
  graceSeconds: 0,
  folder: temporaryFolder,
});
process.env.TMPDIR = temporaryFolder;
let servers: Awaited<ReturnType<typeof startEphemeral>> | undefined;

async function cleanUp(): Promise<void> {
  await supervisor.stopAll();
  await servers?.stop();
  rmSync(temporaryFolder, { recursive: true, force: true });
  guardian.dismiss();
}

async function environmentOf(stage: Stage): Promise<Record<string, string>> {
  const environment = { TMPDIR: temporaryFolder, TURBO_TELEMETRY_DISABLED: "1" };
  if (!stage.needsServers) return environment;
  servers ??= await startEphemeral({ postgres: true, redis: true, log });
  const { databaseUrl = "", redisUrl = "" } = servers;
  return { ...environment, TEST_DATABASE_URL: databaseUrl, TEST_REDIS_URL: redisUrl };
}

async function runAll(): Promise<{ passed: number; failed: number }> {
  const testFiles = new Bun.Glob("{packages,services,apps,deploy,diagrams}/**/*.test.{ts,tsx}").scan({
    cwd: root,
  });
  const ours = (await Array.fromAsync(testFiles)).filter((file) => !file.includes("node_modules/"));
  const stages = selectStages(listStages(ours), process.argv.slice(2));
  const total = { passed: 0, failed: 0 };
  for (const [index, stage] of stages.entries()) {
    const since = performance.now();
    log(`\n=== ${index + 1}/${stages.length} ${stage.name} ===`);
    const environment = await environmentOf(stage);
    const counts = await runStage(stage, { supervisor, workingDirectory: root, environment, write });
    total.passed += counts.passed;
    total.failed += counts.failed;
    const verdict = counts.failed === 0 ? "ok" : "FAILED";
    log(`--- ${stage.name}: ${verdict} in ${((performance.now() - since) / 1000).toFixed(1)} s`);
    if (counts.failed > 0) break;
  }
  return total;
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.once(signal, () => void cleanUp().finally(() => process.exit(1)));
}

let total = { passed: 0, failed: 1 };
try {
  total = await runAll();
} catch (error) {
  log(error instanceof Error ? error.message : String(error));
} finally {
  await cleanUp();
}
log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
