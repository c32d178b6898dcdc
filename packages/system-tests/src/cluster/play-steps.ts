import type { Cluster } from "./lab/start-cluster.ts";
import { endLoad, startLoad } from "./load.ts";
import type { Plan } from "./plan.ts";
import { signIn } from "./sign-in.ts";
import type { ClusterStage } from "./stage.ts";
import { startSteadyCaller } from "./steady-caller.ts";
import { checkManifests } from "./steps/check-manifests.ts";
import { deployProduct } from "./steps/deploy-product.ts";
import { deletePods, killWorker, rollEverything, scaleWorkers, suspendMaster } from "./steps/disturb.ts";
import { judgeStage } from "./steps/judge-stage.ts";
import { spreadCalls } from "./steps/spread-calls.ts";
import { tryHttpTarget, tryKubernetesJobTarget } from "./steps/try-targets.ts";

const SCHEDULES = 50;

/** Everything that is tested, in its order. @throws with the first thing that is not as it should be */
export async function playSteps(plan: Plan, cluster: Cluster, log: (line: string) => void): Promise<void> {
  const { kubectl, killContainer } = cluster;
  const step = async <T>(title: string, act: () => Promise<T>): Promise<T> => {
    const since = performance.now();
    log(`== ${title}`);
    const result = await act();
    log(`   ok in ${((performance.now() - since) / 1_000).toFixed(1)} s`);
    return result;
  };

  await step("the API server accepts all manifests", async () => {
    const { accepted, unknown } = await checkManifests(kubectl, plan.rendered);
    log(`${accepted} objects accepted; not known to a bare cluster: ${unknown.join(", ") || "none"}`);
  });
  await step("kubectl apply, migration, rollout", () => deployProduct(kubectl, plan.product));
  const clients = await step(plan.hasWeb ? "sign in at the web UI's NodePort" : "sign in", () =>
    signIn(kubectl, plan.hasWeb),
  );
  const stage: ClusterStage = { kubectl, clients, killContainer, log };
  const id = await step("an http target, planned by the CronJob", () => tryHttpTarget(stage));
  await step("a kubernetesJob target", () => tryKubernetesJobTarget(stage));

  const caller = startSteadyCaller(stage, id);
  await step("gRPC calls are spread over the replicas", () => spreadCalls(stage));
  const load = await step(`a load of ${SCHEDULES} schedules`, () =>
    startLoad(stage, { prefix: "load", count: SCHEDULES, isBusy: false }),
  );
  const loads = [load];
  await step("pods are deleted", () => deletePods(stage));
  const killedAt = await step("a worker is killed", () => killWorker(stage));
  await step("every Deployment is rolled", () => rollEverything(stage));
  if (!plan.isShort) {
    loads.push(await step("workers are scaled under load", () => scaleWorkers(stage)));
    await step("the CronJob is suspended", () => suspendMaster(stage));
  }
  await step("what the target has seen", async () => {
    await endLoad(stage, load);
    await judgeStage(stage, loads, [killedAt]);
  });
  await caller.stop();
  log(`steady caller: ${caller.calls} calls, ${caller.failures.length} failed`);
  if (caller.failures.length > 0)
    throw new Error(`calls failed:\n${caller.failures.slice(0, 10).join("\n")}`);
}
