import type { Kubectl } from "../lab/kubectl.ts";
import { joinManifests, type ManifestText } from "../manifests/manifest-text.ts";
import { toKubernetes120 } from "../manifests/to-kubernetes-1-20.ts";
import { NAMESPACE } from "../stage.ts";

/** What others bring: their definitions are not in the cluster. */
const FOREIGN = /^(keda\.sh|monitoring\.coreos\.com)\//;

/**
 * Has the API server judge everything that is shipped, without storing it.
 * @returns how many objects it accepted, and the kinds that it cannot know
 * @throws with its words when it refuses one
 */
export async function checkManifests(
  kubectl: Kubectl,
  rendered: ReadonlyMap<string, readonly ManifestText[]>,
): Promise<{ accepted: number; unknown: string[] }> {
  await kubectl(["create", "namespace", NAMESPACE]);
  let accepted = 0;
  const unknown = new Set<string>();
  for (const [source, manifests] of rendered) {
    const [foreign, ours] = partition(manifests, ({ apiVersion }) => FOREIGN.test(apiVersion));
    for (const { kind } of foreign) unknown.add(kind);
    const text = joinManifests(ours.map(toKubernetes120));
    const output = await kubectl(["apply", "--dry-run=server", `--namespace=${NAMESPACE}`, "-f", "-"], text).catch(
      (error: Error) => {
        throw new Error(`${source} is refused: ${error.message}`);
      },
    );
    accepted += output.trim().split("\n").length;
  }
  return { accepted, unknown: [...unknown].sort() };
}

function partition<T>(items: readonly T[], test: (item: T) => boolean): [T[], T[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
}
