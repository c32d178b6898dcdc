import type {
  V1Container,
  V1EnvVar,
  V1Job,
  V1PodSecurityContext,
  V1SecurityContext,
} from "@kubernetes/client-node";
import { type KubernetesJobTarget, type KubernetesVariable, RUN_VARIABLE_PREFIX } from "@repo/core";
import { runVariablesOf } from "../run-variables.ts";
import type { TargetContext } from "../target-handler.ts";
import {
  renderTemplate,
  type TemplateValues,
  templateValuesWithPayloadOf,
  type WriteValue,
  writeScalar,
} from "../template.ts";

/** On every Job and pod made here; watches select by it. */
export const MANAGED_BY = { "app.kubernetes.io/managed-by": "distributed-scheduler" } as const;
export const RUN_ID_LABEL = "distributed-scheduler/run-id";
export const ATTEMPT_ANNOTATION = "distributed-scheduler/attempt";

/** Seconds that a process has between SIGTERM and SIGKILL. */
export const TERMINATION_GRACE_SECONDS = 15;
/** The worker's own timeout comes first; the Job's deadline counts when no worker is there. */
const DEADLINE_SLACK_SECONDS = 30;

/**
 * The name of the Job of one try at a run.
 *
 * An attempt that was lost with its worker is no try of its own: the attempt after it has the same name, finds the Job
 * that exists and follows that one. An attempt that failed is a try, and the next one makes a Job of another name.
 */
export function jobNameOf(run: TargetContext["run"]): string {
  const tryNumber = run.attempt - run.lostAttempts;
  return `run-${run.id.replace("_", "-")}-${tryNumber}`;
}

/** @throws TargetError when a template is not understood */
export function renderJobManifest(
  target: KubernetesJobTarget,
  context: TargetContext,
  namespace: string,
): V1Job {
  const { run } = context;
  const values = templateValuesWithPayloadOf(context);
  const labels = {
    ...target.labels,
    ...MANAGED_BY,
    [RUN_ID_LABEL]: run.id,
    "distributed-scheduler/schedule-id": run.scheduleId,
  };
  const annotations = {
    "distributed-scheduler/schedule-name": run.scheduleName,
    "distributed-scheduler/due-at": run.dueAt.toISOString(),
    [ATTEMPT_ANNOTATION]: String(run.attempt),
  };
  return {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: { name: jobNameOf(run), namespace, labels, annotations },
    spec: {
      // trying again is for the schedule's policies to decide
      backoffLimit: 0,
      activeDeadlineSeconds: Math.ceil(run.policies.attemptTimeout / 1_000) + DEADLINE_SLACK_SECONDS,
      ttlSecondsAfterFinished: target.keepFinished / 1_000,
      template: {
        metadata: { labels, annotations },
        spec: {
          restartPolicy: "Never",
          terminationGracePeriodSeconds: TERMINATION_GRACE_SECONDS,
          ...(target.serviceAccount !== undefined && { serviceAccountName: target.serviceAccount }),
          automountServiceAccountToken: target.serviceAccount !== undefined,
          enableServiceLinks: false,
          securityContext: podSecurityOf(target),
          containers: [renderContainer(target, context, values)],
        },
      },
    },
  };
}

function renderContainer(
  target: KubernetesJobTarget,
  context: TargetContext,
  values: TemplateValues,
): V1Container {
  const render = (template: string) => renderTemplate(template, values, writeLiteral);
  return {
    name: "run",
    image: target.image,
    ...(target.command.length > 0 && { command: target.command.map(render) }),
    ...(target.args.length > 0 && { args: target.args.map(render) }),
    env: [...runVariables(context), ...target.env.map((variable) => renderVariable(variable, render))],
    resources: { requests: target.requests, limits: target.limits },
    securityContext: containerSecurityOf(target),
    // the end of the log outlives the pod's log then
    terminationMessagePolicy: "FallbackToLogsOnError",
  };
}

/** What tells the Job which run it is, and the payload. */
function runVariables(context: TargetContext): V1EnvVar[] {
  const variables = {
    ...runVariablesOf(context),
    ...(context.payload && { [`${RUN_VARIABLE_PREFIX}PAYLOAD`]: JSON.stringify(context.payload) }),
  };
  return Object.entries(variables).map(([name, value]) => ({ name, value: withoutExpansion(value) }));
}

function renderVariable(variable: KubernetesVariable, render: (template: string) => string): V1EnvVar {
  const { name, value, secretKeyRef, configMapKeyRef } = variable;
  if (value !== undefined) return { name, value: render(value) };
  return {
    name,
    valueFrom: { ...(secretKeyRef && { secretKeyRef }), ...(configMapKeyRef && { configMapKeyRef }) },
  };
}

const writeLiteral: WriteValue = (value, name) => withoutExpansion(writeScalar(value, name));

/** Kubernetes replaces `$(NAME)` by an environment variable; the author of a template may want that, a value may not. */
function withoutExpansion(value: string): string {
  return value.replaceAll("$", "$$$$");
}

function podSecurityOf({ podSecurity, runAsUser }: KubernetesJobTarget): V1PodSecurityContext {
  return {
    ...(podSecurity === "RESTRICTED" && { runAsNonRoot: true }),
    ...(runAsUser !== undefined && { runAsUser }),
    seccompProfile: { type: "RuntimeDefault" },
  };
}

function containerSecurityOf({ podSecurity }: KubernetesJobTarget): V1SecurityContext {
  return {
    allowPrivilegeEscalation: false,
    ...(podSecurity === "RESTRICTED" && { capabilities: { drop: ["ALL"] } }),
  };
}
