import type { ManifestText } from "./manifest-text.ts";

/** What got its present API version after 1.20, and the one that it had then. */
const EARLIER: Readonly<Record<string, string>> = {
  "batch/v1 CronJob": "batch/v1beta1",
  "autoscaling/v2 HorizontalPodAutoscaler": "autoscaling/v2beta2",
  "policy/v1 PodDisruptionBudget": "policy/v1beta1",
};

/**
 * Makes manifests of today's API versions acceptable to Kubernetes 1.20. Only the version is changed: the fields that the
 * product uses had the same names. A field that 1.20 does not know is refused by the server, not hidden here.
 */
export function toKubernetes120(manifest: ManifestText): ManifestText {
  const earlier = EARLIER[`${manifest.apiVersion} ${manifest.kind}`];
  if (earlier === undefined) return manifest;
  return {
    ...manifest,
    apiVersion: earlier,
    text: manifest.text.replace(/^apiVersion: .+$/m, `apiVersion: ${earlier}`),
  };
}
