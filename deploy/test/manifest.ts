import { z } from "zod";

const EnvironmentVariable = z.object({ name: z.string(), value: z.string().optional() }).loose();

const Container = z
  .object({
    name: z.string(),
    image: z.string(),
    args: z.array(z.string()).default([]),
    env: z.array(EnvironmentVariable).default([]),
    envFrom: z.array(z.object({ configMapRef: z.object({ name: z.string() }) })).default([]),
    securityContext: z.record(z.string(), z.unknown()).default({}),
    resources: z
      .object({
        requests: z.record(z.string(), z.string()).default({}),
        limits: z.record(z.string(), z.string()).default({}),
      })
      .default({ requests: {}, limits: {} }),
    volumeMounts: z.array(z.object({ name: z.string(), mountPath: z.string() }).loose()).default([]),
    startupProbe: z.unknown().optional(),
    readinessProbe: z.unknown().optional(),
    livenessProbe: z.unknown().optional(),
  })
  .loose();
export type Container = z.output<typeof Container>;

const SecretSource = z.object({
  name: z.string(),
  items: z.array(z.object({ key: z.string(), path: z.string() })).default([]),
});

const Volume = z
  .object({
    name: z.string(),
    projected: z
      .object({ sources: z.array(z.object({ secret: SecretSource.optional() }).loose()) })
      .optional(),
    secret: z
      .object({
        secretName: z.string(),
        items: z.array(z.object({ key: z.string(), path: z.string() })).default([]),
      })
      .loose()
      .optional(),
  })
  .loose();

const PodSpec = z
  .object({
    serviceAccountName: z.string().default("default"),
    automountServiceAccountToken: z.boolean().default(true),
    enableServiceLinks: z.boolean().default(true),
    terminationGracePeriodSeconds: z.number().default(30),
    securityContext: z.record(z.string(), z.unknown()).default({}),
    topologySpreadConstraints: z.array(z.unknown()).default([]),
    initContainers: z.array(Container).default([]),
    containers: z.array(Container),
    volumes: z.array(Volume).default([]),
  })
  .loose();
export type PodSpec = z.output<typeof PodSpec>;

/** A Kubernetes object. */
export const Manifest = z
  .object({
    apiVersion: z.string(),
    kind: z.string(),
    metadata: z.object({ name: z.string(), namespace: z.string().optional() }).loose(),
    data: z.record(z.string(), z.string()).optional(),
    spec: z.unknown().optional(),
  })
  .loose();
export type Manifest = z.output<typeof Manifest>;

const PodTemplate = z.object({ spec: PodSpec });

/** What makes pods, with the pods that it makes. */
export interface Workload {
  kind: string;
  name: string;
  pod: PodSpec;
}

const TEMPLATED = z.object({ template: PodTemplate });
const CRON_JOB = z.object({ jobTemplate: z.object({ spec: TEMPLATED }) });

/** The workloads among some manifests. */
export function listWorkloads(manifests: readonly Manifest[]): Workload[] {
  return manifests.flatMap(({ kind, metadata: { name }, spec }): Workload[] => {
    switch (kind) {
      case "Deployment":
      case "StatefulSet":
      case "Job":
        return [{ kind, name, pod: TEMPLATED.parse(spec).template.spec }];
      case "CronJob":
        return [{ kind, name, pod: CRON_JOB.parse(spec).jobTemplate.spec.template.spec }];
      default:
        return [];
    }
  });
}

/** A key of a Secret that a pod mounts. */
export interface SecretKey {
  secret: string;
  key: string;
}

/** The Secrets that a pod mounts, key by key. */
export function listSecretKeys(pod: PodSpec): SecretKey[] {
  return pod.volumes.flatMap(({ projected, secret }) => {
    const sources = [
      ...(projected?.sources.flatMap((source) => source.secret ?? []) ?? []),
      ...(secret === undefined ? [] : [{ name: secret.secretName, items: secret.items }]),
    ];
    return sources.flatMap(({ name, items }) => items.map(({ key }) => ({ secret: name, key })));
  });
}
