import { describe, expect, test } from "bun:test";
import { KubernetesJobTarget, type Payload } from "@repo/core";
import { contextOf } from "../../../test/targets-fixtures.ts";
import { TargetError } from "../target-error.ts";
import { jobNameOf, renderJobManifest } from "./job-manifest.ts";

const RUN_ID = "0198c0de-0000-7000-8000-000000000001_1893456000000";

function manifestOf(part: object = {}, run: object = {}, payload?: Payload) {
  const target = KubernetesJobTarget.parse({ type: "kubernetesJob", image: "busybox", ...part });
  const context = contextOf(payload ? { payload } : {});
  return renderJobManifest(target, { ...context, run: { ...context.run, ...run } }, "jobs");
}

function podOf(...given: Parameters<typeof manifestOf>) {
  const spec = manifestOf(...given).spec?.template.spec;
  const container = spec?.containers[0];
  if (spec === undefined || spec === null || container === undefined)
    throw new Error("the Job has no container");
  return { ...spec, container };
}

function envOf(...given: Parameters<typeof manifestOf>): Record<string, unknown> {
  return Object.fromEntries(
    (podOf(...given).container.env ?? []).map(({ name, value, valueFrom }) => [name, value ?? valueFrom]),
  );
}

describe("the name of the Job", () => {
  test.each<[string, object, string]>([
    ["a first attempt", {}, "1"],
    ["an attempt after one that failed", { attempt: 2 }, "2"],
    [
      "an attempt after one that was lost with its worker: the same Job",
      { attempt: 2, lostAttempts: 1 },
      "1",
    ],
    ["an attempt after two losses and a failure", { attempt: 4, lostAttempts: 2 }, "2"],
  ])("%s", (_, run, suffix) => {
    const name = jobNameOf({ ...contextOf().run, ...run });
    expect(name).toBe(`run-0198c0de-0000-7000-8000-000000000001-1893456000000-${suffix}`);
  });

  test("fits into the label that Kubernetes puts on its pods, whatever the due time", () => {
    const run = {
      ...contextOf().run,
      id: "0198c0de-0000-7000-8000-000000000001_-62135596800000",
      attempt: 25,
    };
    expect(jobNameOf(run)).toMatch(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/);
  });
});

describe("the Job", () => {
  test("is never tried again by Kubernetes, and ends without its worker too", () => {
    const run = { policies: { attemptTimeout: 90_500 } };
    expect(manifestOf({ keepFinished: 600_000 }, run)).toMatchObject({
      apiVersion: "batch/v1",
      kind: "Job",
      metadata: { namespace: "jobs" },
      spec: { backoffLimit: 0, activeDeadlineSeconds: 121, ttlSecondsAfterFinished: 600 },
    });
    expect(podOf().restartPolicy).toBe("Never");
  });

  test("can be found by its run", () => {
    const { metadata, spec } = manifestOf({ labels: { team: "data" } });
    const labels = {
      team: "data",
      "app.kubernetes.io/managed-by": "distributed-scheduler",
      "distributed-scheduler/run-id": RUN_ID,
      "distributed-scheduler/schedule-id": "0198c0de-0000-7000-8000-000000000001",
    };
    expect(metadata?.labels).toEqual(labels);
    expect(spec?.template.metadata?.labels).toEqual(labels);
  });

  test.each<[string, object, object]>([
    [
      "is restricted by default",
      {},
      {
        securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
        container: {
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
        },
      },
    ],
    ["has no token of a service account", {}, { automountServiceAccountToken: false }],
    [
      "has the token of the service account that is named",
      { serviceAccount: "reporter" },
      { serviceAccountName: "reporter", automountServiceAccountToken: true },
    ],
    ["runs as the user that is given", { runAsUser: 1_000 }, { securityContext: { runAsUser: 1_000 } }],
    [
      "has the resources that are given",
      { requests: { cpu: "1" }, limits: { memory: "1Gi" } },
      { container: { resources: { requests: { cpu: "1" }, limits: { memory: "1Gi" } } } },
    ],
    [
      "has templates filled in",
      { command: ["report", "{{ run.id }}"], args: ["--attempt={{ run.attempt }}", "{{ payload.day }}"] },
      { container: { command: ["report", RUN_ID], args: ["--attempt=1", "monday"] } },
    ],
  ])("%s", (_, part, expected) => {
    expect(podOf(part, {}, { day: "monday" })).toMatchObject(expected);
  });

  test("lets the image run as root only when asked to", () => {
    const { securityContext, container } = podOf({ podSecurity: "BASELINE" });
    expect(securityContext).toEqual({ seccompProfile: { type: "RuntimeDefault" } });
    expect(container.securityContext).toEqual({ allowPrivilegeEscalation: false });
  });

  test("leaves command and arguments to the image when there are none", () => {
    expect(Object.keys(podOf().container)).not.toContain("command");
    expect(Object.keys(podOf().container)).not.toContain("args");
  });
});

describe("the environment", () => {
  test("tells which run it is", () => {
    expect(envOf({}, { attempt: 3 }, { at: "{{ run.dueAt }}", cost: 5 })).toEqual({
      DISTRIBUTED_SCHEDULER_RUN_ID: RUN_ID,
      DISTRIBUTED_SCHEDULER_SCHEDULE_ID: "0198c0de-0000-7000-8000-000000000001",
      DISTRIBUTED_SCHEDULER_SCHEDULE_NAME: "nightly",
      DISTRIBUTED_SCHEDULER_DUE_AT: "2030-01-01T00:00:00.000Z",
      DISTRIBUTED_SCHEDULER_ATTEMPT: "3",
      DISTRIBUTED_SCHEDULER_PAYLOAD: '{"at":"{{ run.dueAt }}","cost":5}',
    });
  });

  test("has no payload where there is none", () => {
    expect(envOf()).not.toHaveProperty("DISTRIBUTED_SCHEDULER_PAYLOAD");
  });

  test("takes values from where Kubernetes finds them", () => {
    const env = [
      { name: "A", value: "on {{ run.dueAt }}" },
      { name: "B", secretKeyRef: { name: "api", key: "token" } },
      { name: "C", configMapKeyRef: { name: "settings", key: "region" } },
    ];
    expect(envOf({ env })).toMatchObject({
      A: "on 2030-01-01T00:00:00.000Z",
      B: { secretKeyRef: { name: "api", key: "token" } },
      C: { configMapKeyRef: { name: "settings", key: "region" } },
    });
  });

  test("keeps Kubernetes from expanding values, and lets the author expand", () => {
    const part = { env: [{ name: "A", value: "$(B) {{ payload.evil }}" }] };
    const env = envOf(part, {}, { evil: "$(TOKEN) $5 $" });
    expect(env.A).toBe("$(B) $$(TOKEN) $$5 $$");
    expect(env.DISTRIBUTED_SCHEDULER_PAYLOAD).toBe('{"evil":"$$(TOKEN) $$5 $$"}');
  });

  test("with a name that is not known is refused", () => {
    expect(() => manifestOf({ args: ["{{ run.name }}"] })).toThrow(TargetError);
  });
});
