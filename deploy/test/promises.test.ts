import { describe, expect, test } from "bun:test";
import { z } from "zod";
import { type Container, listWorkloads, type PodSpec, type Workload } from "./manifest.ts";
import { listManifestFiles, readManifests } from "./read-manifests.ts";

const manifests = listManifestFiles().flatMap((file) =>
  readManifests(file).map((manifest) => ({ file, ...manifest })),
);
const workloads = listManifestFiles().flatMap((file) =>
  listWorkloads(readManifests(file)).map(
    (workload) => [`${workload.kind} ${workload.name} of ${file}`, workload] as const,
  ),
);
const serving = workloads.filter(([, { kind }]) => kind === "Deployment" || kind === "StatefulSet");
const deployments = workloads.filter(([, { kind }]) => kind === "Deployment");

const containersOf = ({ initContainers, containers }: PodSpec): Container[] => [
  ...initContainers,
  ...containers,
];

describe("every pod", () => {
  test("is looked at", () => {
    expect(workloads.length).toBeGreaterThanOrEqual(9);
  });

  test.each(workloads)(
    "%s runs as a user that is not root, with the seccomp profile of the runtime",
    (_, { pod }) => {
      expect(pod.securityContext).toMatchObject({
        runAsNonRoot: true,
        seccompProfile: { type: "RuntimeDefault" },
      });
      expect(pod.securityContext.runAsUser).toBeGreaterThan(0);
    },
  );

  test.each(workloads)("%s writes to nothing but its volumes and cannot gain rights", (_, { pod }) => {
    for (const container of containersOf(pod)) {
      expect(container.securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ["ALL"] },
      });
    }
  });

  test.each(workloads)("%s has a service account of its own, without a token", (_, { name, pod }) => {
    expect(pod).toMatchObject({ serviceAccountName: name, automountServiceAccountToken: false });
    const account = manifests.find(
      ({ kind, metadata }) => kind === "ServiceAccount" && metadata.name === name,
    );
    expect(account).toMatchObject({ automountServiceAccountToken: false });
  });

  test.each(workloads)("%s says what it needs, and how much memory it may take", (_, { pod }) => {
    for (const { resources } of containersOf(pod)) {
      expect(Object.keys(resources.requests).sort()).toEqual(["cpu", "memory"]);
      expect(Object.keys(resources.limits)).toContain("memory");
    }
  });

  test.each(workloads)("%s mounts volumes that it has", (_, { pod }) => {
    const names = pod.volumes.map(({ name }) => name);
    const mounted = containersOf(pod).flatMap(({ volumeMounts }) => volumeMounts.map(({ name }) => name));
    const claimed = pod.containers.some(({ name }) => ["postgres", "redis", "dragonfly"].includes(name))
      ? ["data"]
      : [];
    expect(mounted.filter((name) => !names.includes(name) && !claimed.includes(name))).toEqual([]);
  });

  test.each(workloads)("%s does not see the addresses of all Services as variables", (_, { pod }) => {
    expect(pod.enableServiceLinks).toBe(false);
  });

  test.each(workloads)("%s has longer to end than it takes", (_, { pod }) => {
    for (const { env } of pod.containers) {
      const deadline = env.find(({ name }) => name === "SHUTDOWN_DEADLINE")?.value ?? "25s";
      expect(pod.terminationGracePeriodSeconds).toBeGreaterThanOrEqual(Number.parseInt(deadline, 10) + 5);
      expect(deadline).toMatch(/^\d+s$/);
    }
  });
});

describe("every pod that serves", () => {
  test.each(serving)("%s is asked whether it has started, can work and is alive", (_, { pod }) => {
    for (const { startupProbe, readinessProbe, livenessProbe } of pod.containers) {
      expect([startupProbe, readinessProbe, livenessProbe]).not.toContain(undefined);
    }
  });

  test.each(deployments)("%s is spread over nodes and zones", (_, { pod }) => {
    expect(pod.topologySpreadConstraints).toMatchObject([
      { topologyKey: "kubernetes.io/hostname" },
      { topologyKey: "topology.kubernetes.io/zone" },
    ]);
  });

  test.each(deployments)("%s never loses two replicas at once to maintenance", (_, { name }) => {
    const budget = manifests.find(
      ({ kind, metadata }) => kind === "PodDisruptionBudget" && metadata.name === name,
    );
    expect(budget?.spec).toEqual({
      maxUnavailable: 1,
      selector: { matchLabels: { "app.kubernetes.io/name": name } },
    });
  });

  test.each(deployments)("%s is replaced without a gap", (_, { name }) => {
    const deployment = manifests.find(
      ({ kind, metadata }) => kind === "Deployment" && metadata.name === name,
    );
    expect(deployment?.spec).toMatchObject({ strategy: { rollingUpdate: { maxUnavailable: 0 } } });
  });
});

const workloadNamed = (wanted: string): Workload => {
  const found = workloads.find(([, { name }]) => name === wanted);
  if (found === undefined) throw new Error(`there is no workload ${wanted}`);
  return found[1];
};

describe("the master", () => {
  const PERIOD_SECONDS = 5 * 60;
  const cronJob = manifests.find(({ kind }) => kind === "CronJob");
  const { pod } = workloadNamed("master-cron-job");
  const setting = (wanted: string) => pod.containers[0]?.env.find(({ name }) => name === wanted)?.value;

  test("runs one at a time, every five minutes, and never gets stuck for having missed too many", () => {
    expect(cronJob?.spec).toMatchObject({ schedule: "*/5 * * * *", concurrencyPolicy: "Forbid" });
    // more than 100 missed in this time, and Kubernetes gives up; less than 10 s, and it may never look in time
    const { startingDeadlineSeconds } = z
      .object({ startingDeadlineSeconds: z.number() })
      .parse(cronJob?.spec);
    expect(startingDeadlineSeconds).toBeGreaterThanOrEqual(10);
    expect(startingDeadlineSeconds).toBeLessThan(PERIOD_SECONDS);
  });

  test("plans two periods ahead at least", () => {
    expect(setting("PLAN_WINDOW")).toBe("15m");
    expect(15 * 60).toBeGreaterThanOrEqual(2 * PERIOD_SECONDS);
  });

  test("is given up on before the next one is due, and after it would have given up by itself", () => {
    expect(setting("PLAN_DEADLINE")).toBe("4m");
    expect(cronJob?.spec).toMatchObject({ jobTemplate: { spec: { activeDeadlineSeconds: 280 } } });
  });
});

test("all replicas together open fewer connections than Postgres takes", () => {
  const DEFAULT_POOL: Readonly<Record<string, number>> = {
    "schedule-microservice": 20,
    "user-microservice": 10,
    worker: 10,
  };
  const most = Object.entries(DEFAULT_POOL).map(([name, pool]) => {
    const scaler = manifests.find(
      ({ kind, metadata }) => kind === "HorizontalPodAutoscaler" && metadata.name === name,
    );
    const { maxReplicas } = z.object({ maxReplicas: z.number().default(3) }).parse(scaler?.spec ?? {});
    // one more while it is replaced
    return (maxReplicas + 1) * pool;
  });
  const [postgres] = workloadNamed("postgres").pod.containers;
  const allowed = postgres?.args.find((argument) => argument.startsWith("--max-connections="));
  expect(most.reduce((sum, count) => sum + count, 0)).toBeLessThan(Number(allowed?.split("=")[1]));
});
