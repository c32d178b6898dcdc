import { eventually } from "@repo/testing";
import { addedCalls, countCalls } from "../call-counts.ts";
import { listReadyPods } from "../pods.ts";
import { type ClusterStage, NAMESPACE, PATIENCE_MS } from "../stage.ts";

const METHOD = "GetSchedule";
/** How much fewer than its fair share a replica may get. */
const LEAST_SHARE = 0.7;
const SAMPLE_MS = 5_000;

/**
 * Calls over connections that were there before reach every replica, also one that came later.
 * Needs a steady caller. @throws when a replica gets much fewer calls than the others
 */
export async function spreadCalls({ kubectl, log }: ClusterStage): Promise<void> {
  log(`calls per replica in ${SAMPLE_MS / 1_000} s: ${(await sampleEven(kubectl)).join(" + ")}`);
  const [{ length: replicas }, since] = [
    await listReadyPods(kubectl, "schedule-microservice"),
    performance.now(),
  ];
  const bounds = JSON.stringify({ spec: { minReplicas: replicas + 1 } });
  await kubectl(["patch", "hpa/schedule-microservice", `--namespace=${NAMESPACE}`, "--patch", bounds]);
  await eventually(
    async () => (await listReadyPods(kubectl, "schedule-microservice")).length === replicas + 1,
    { withinMs: PATIENCE_MS, describe: `replica ${replicas + 1}` },
  );
  const readyMs = performance.now();
  const counts = await eventually(() => sampleEven(kubectl), {
    withinMs: PATIENCE_MS,
    describe: "the new replica to get its share",
  });
  const seconds = (ms: number) => (ms / 1_000).toFixed(0);
  log(
    `after scaling ${replicas} → ${replicas + 1}: ${counts.join(" + ")}, shared evenly ${seconds(performance.now() - readyMs)} s ` +
      `after the new replica was ready (ready ${seconds(readyMs - since)} s after the order)`,
  );
}

/** The calls that each replica gets in a while. @throws when they are not spread evenly */
async function sampleEven(kubectl: ClusterStage["kubectl"]): Promise<number[]> {
  const before = await countCalls(kubectl, METHOD);
  await Bun.sleep(SAMPLE_MS);
  const counts = addedCalls(before, await countCalls(kubectl, METHOD));
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0 || counts.some((count) => count < (LEAST_SHARE * total) / counts.length))
    throw new Error(`calls per replica: ${counts.join(" + ")}`);
  return counts;
}
