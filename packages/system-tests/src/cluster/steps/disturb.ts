import { eventually } from "@repo/testing";
import { endLoad, type Load, startLoad } from "../load.ts";
import { listReadyPods } from "../pods.ts";
import { type ClusterStage, NAMESPACE, PATIENCE_MS } from "../stage.ts";
import { listWorkloads, waitForRollouts } from "./deploy-product.ts";
import { waitForMaster } from "./try-targets.ts";

const IN_PRODUCT = `--namespace=${NAMESPACE}`;

/** Deletes a replica and a worker, as a drained node does. */
export async function deletePods({ kubectl, log }: ClusterStage): Promise<void> {
  for (const workload of ["schedule-microservice", "worker"]) {
    const [pod] = await listReadyPods(kubectl, workload);
    if (pod === undefined) throw new Error(`no pod of ${workload} is ready`);
    await kubectl(["delete", "pod", pod.metadata.name, IN_PRODUCT, "--wait=false"]);
    log(`${pod.metadata.name} is deleted`);
  }
  await waitForRollouts(kubectl);
}

/** Ends a worker as a crash does. @returns when */
export async function killWorker({ kubectl, log, killContainer }: ClusterStage): Promise<Date> {
  const [pod] = await listReadyPods(kubectl, "worker");
  const container = pod?.status.containerStatuses?.[0]?.containerID.split("//").at(-1);
  if (pod === undefined || container === undefined) throw new Error("no worker is ready");
  const killedAt = new Date();
  await killContainer(container);
  log(`${pod.metadata.name} is killed`);
  await waitForRollouts(kubectl);
  return killedAt;
}

/** Replaces every pod of the product but those of its databases, as an upgrade does. */
export async function rollEverything({ kubectl, log }: ClusterStage): Promise<void> {
  const deployments = await listWorkloads(kubectl, "deployments");
  await kubectl(["rollout", "restart", IN_PRODUCT, ...deployments]);
  await waitForRollouts(kubectl);
  log(`rolled ${deployments.join(", ")}`);
}

interface Autoscaler {
  spec: { minReplicas: number };
  status: { currentReplicas: number; currentCPUUtilizationPercentage?: number };
}

/** More work than two workers are meant for brings a third. @returns the load, which has ended */
export async function scaleWorkers(stage: ClusterStage): Promise<Load> {
  const { kubectl, log } = stage;
  const load = await startLoad(stage, { prefix: "busy", count: 40, isBusy: true });
  let [least, most] = [0, 0];
  const after = await eventually(
    async () => {
      const autoscaler: Autoscaler = JSON.parse(
        await kubectl(["get", "hpa.v1.autoscaling/worker", IN_PRODUCT, "--output=json"]),
      );
      most = Math.max(most, autoscaler.status.currentCPUUtilizationPercentage ?? 0);
      const ready = (await listReadyPods(kubectl, "worker")).length;
      least = autoscaler.spec.minReplicas;
      return ready > least && ready;
    },
    { withinMs: PATIENCE_MS, describe: "the autoscaler to add a worker" },
  );
  log(`40 more runs per second: workers ${least} → ${after} (CPU up to ${most} % of what they ask for)`);
  await endLoad(stage, load);
  return load;
}

/** Without the CronJob, replicas plan by themselves. */
export async function suspendMaster(stage: ClusterStage): Promise<void> {
  const { kubectl, log } = stage;
  const suspend = (value: boolean) =>
    kubectl(["patch", "cronjob/master-cron-job", IN_PRODUCT, "--patch", `{"spec":{"suspend":${value}}}`]);
  await suspend(true);
  const suspendedAt = new Date();
  const horizon = await horizonOf(stage);
  log(`the CronJob is suspended; all is planned for the next ${secondsBetween(suspendedAt, horizon)} s`);
  const words = "no master has planned; planning here";
  const watcher = await eventually(
    async () => {
      const logs = await kubectl([
        ...["logs", IN_PRODUCT, "--selector=app.kubernetes.io/name=schedule-microservice"],
        ...["--prefix", "--tail=-1", `--since-time=${suspendedAt.toISOString()}`],
      ]);
      const line = logs.split("\n").find((text) => text.includes(words));
      return new Date() > horizon && line?.match(/^\[pod\/([^/]+)/)?.[1];
    },
    { withinMs: PATIENCE_MS, describe: "a replica to plan by itself" },
  );
  const beyond = await horizonOf(stage);
  if (beyond <= new Date()) throw new Error(`nothing is planned after ${beyond.toISOString()}`);
  log(`${secondsBetween(horizon, new Date())} s after that, ${watcher} has planned on`);
  await suspend(false);
  log(`resumed: ${await waitForMaster(stage, new Date())}`);
}

async function horizonOf({ clients }: ClusterStage): Promise<Date> {
  const { horizon } = await clients.planner.getPlanStatus({});
  return new Date(Number(horizon?.seconds ?? 0) * 1_000);
}

function secondsBetween(from: Date, until: Date): string {
  return ((until.getTime() - from.getTime()) / 1_000).toFixed(0);
}
