import type { Kubectl } from "../lab/kubectl.ts";
import { joinManifests, type ManifestText } from "../manifests/manifest-text.ts";
import { NAMESPACE } from "../stage.ts";

const PATIENCE = "--timeout=300s";

/** `kubectl apply` of everything at once, as a user does; waits until the database is migrated and every pod is ready. */
export async function deployProduct(kubectl: Kubectl, product: readonly ManifestText[]): Promise<void> {
  await kubectl(["apply", "-f", "-"], joinManifests(product));
  const inProduct = `--namespace=${NAMESPACE}`;
  await kubectl(["wait", "--for=condition=complete", "job/migration", inProduct, PATIENCE]);
  await waitForRollouts(kubectl);
  await kubectl(["rollout", "status", "deployment/target", "--namespace=targets", PATIENCE]);
}

/** Waits until every workload runs as it is described. */
export async function waitForRollouts(kubectl: Kubectl): Promise<void> {
  for (const workload of await listWorkloads(kubectl, "deployments,statefulsets"))
    await kubectl(["rollout", "status", workload, `--namespace=${NAMESPACE}`, PATIENCE]);
}

export async function listWorkloads(kubectl: Kubectl, kinds: string): Promise<string[]> {
  const names = await kubectl(["get", kinds, `--namespace=${NAMESPACE}`, "--output=name"]);
  return names.trim().split("\n");
}
