import { z } from "zod";
import type { KubernetesJobTargetConfig } from "../kubernetes-job.ts";

const NAMESPACE = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** Reads a list such as `jobs, reports`; empty allows none. */
export const KubernetesNamespaces = z
  .string()
  .transform((names) =>
    names
      .split(",")
      .map((name) => name.trim())
      .filter((name) => name !== ""),
  )
  .pipe(z.array(z.string().regex(NAMESPACE, "must be namespaces separated by commas, such as jobs,reports")));

/**
 * What kubernetesJob targets need; nothing where no namespace is allowed.
 *
 * @throws StartupError when there is no cluster to speak to
 */
export async function openKubernetesJobs(config: {
  KUBERNETES_NAMESPACES: readonly string[];
  KUBECONFIG?: string | undefined;
}): Promise<KubernetesJobTargetConfig | undefined> {
  if (config.KUBERNETES_NAMESPACES.length === 0) return undefined;
  // the client library takes 0.2 s to load, which workers without such targets need not wait for
  const { openCluster } = await import("./cluster.ts");
  return { cluster: openCluster(config.KUBECONFIG), namespaces: config.KUBERNETES_NAMESPACES };
}
