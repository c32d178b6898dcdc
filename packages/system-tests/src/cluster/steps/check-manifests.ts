import type { Kubectl } from "../lab/kubectl.ts";
import { joinManifests, type ManifestText } from "../manifests/manifest-text.ts";
import { toKubernetes120 } from "../manifests/to-kubernetes-1-20.ts";
import { NAMESPACE } from "../stage.ts";

/** What others bring: their definitions are not in the cluster. */
const FOREIGN = /^(keda\.sh|monitoring\.coreos\.com)\//;

/**
 * Has the API server judge everything that is shipped, without storing it; what several sources share, once.
 * @returns how many objects it accepted, and the kinds that it cannot know
 * @throws with its words when it refuses one
 */
export async function checkManifests(
  kubectl: Kubectl,
  rendered: readonly (readonly ManifestText[])[],
): Promise<{ accepted: number; unknown: string[] }> {
  await kubectl(["create", "namespace", NAMESPACE]);
  const distinct = [...new Map(rendered.flat().map((manifest) => [manifest.text, manifest])).values()];
  const isForeign = ({ apiVersion }: ManifestText) => FOREIGN.test(apiVersion);
  const ours = distinct.filter((manifest) => !isForeign(manifest)).map(toKubernetes120);
  const output = await kubectl(
    ["apply", "--dry-run=server", `--namespace=${NAMESPACE}`, "-f", "-"],
    joinManifests(ours),
  );
  const unknown = new Set(distinct.filter(isForeign).map(({ kind }) => kind));
  return { accepted: output.trim().split("\n").length, unknown: [...unknown].sort() };
}
