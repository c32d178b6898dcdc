import type { Exclusion, ScheduleDefinition, Target } from "@repo/core";
import { writeDurationText } from "@/lib/duration-text.ts";
import {
  DEFAULT_TEXTS,
  EMPTY_EXCLUSION,
  EMPTY_VARIABLE,
  type ExclusionDraft,
  emptyDraft,
  type Pair,
  type ScheduleDraft,
  type VariableDraft,
} from "./schedule-draft.ts";
import { writeWords } from "./words-text.ts";

/**
 * A stored definition as it would have been typed. What is the default is left empty.
 *
 * @param viewerZone the zone to begin with should a spec without one become a cron expression
 */
export function draftOfDefinition(definition: ScheduleDefinition, viewerZone: string): ScheduleDraft {
  const empty = emptyDraft(viewerZone);
  const { spec } = definition;
  return {
    ...empty,
    name: definition.name,
    description: definition.description,
    tags: definition.tags,
    spec: {
      ...empty.spec,
      type: spec.type,
      ...(spec.type === "cron" && { expression: spec.expression, timeZone: spec.timeZone }),
      ...(spec.type === "interval" && {
        every: writeDurationText(spec.every),
        anchorAt: writeInstant(spec.anchorAt),
      }),
      ...(spec.type === "once" && { at: writeInstant(spec.at) }),
    },
    startAt: writeInstant(definition.startAt),
    endAt: writeInstant(definition.endAt),
    maxRuns: writeNumber(definition.maxRuns),
    jitter: definition.jitter === 0 ? "" : writeDurationText(definition.jitter),
    exclusions: definition.exclusions.map(exclusionDraftOf),
    target: { ...empty.target, ...targetDraftOf(definition.target) },
    payload: definition.payload === undefined ? "" : JSON.stringify(definition.payload, undefined, 2),
    misfirePolicy: definition.misfirePolicy,
    misfireGrace: unlessDefault("misfireGrace", writeDurationText(definition.misfireGrace)),
    overlapPolicy: definition.overlapPolicy,
    maxAttempts: unlessDefault("maxAttempts", String(definition.maxAttempts)),
    initialBackoff: unlessDefault("initialBackoff", writeDurationText(definition.initialBackoff)),
    maxBackoff: unlessDefault("maxBackoff", writeDurationText(definition.maxBackoff)),
    attemptTimeout: unlessDefault("attemptTimeout", writeDurationText(definition.attemptTimeout)),
    delivery: definition.delivery,
    priority: unlessDefault("priority", String(definition.priority)),
    queue: unlessDefault("queue", definition.queue),
  };
}

function targetDraftOf(target: Target): Partial<ScheduleDraft["target"]> {
  switch (target.type) {
    case "noop":
    case "handler":
      return target;
    case "command":
      return {
        ...target,
        ...argvDraftOf(target),
        workingDirectory: target.workingDirectory ?? "",
        environment: pairsOf(target.environment),
        expectedExitCodes: target.expectedExitCodes.join(", "),
      };
    case "grpc":
      return {
        ...target,
        rpc: unlessDefault("rpc", target.rpc),
        request: target.request ?? "",
        metadata: pairsOf(target.metadata),
      };
    case "http":
      return {
        ...target,
        headers: pairsOf(target.headers),
        body: target.body ?? "",
        expectedStatuses: target.expectedStatuses.join(", "),
      };
    case "kubernetesJob":
      return {
        ...target,
        namespace: target.namespace ?? "",
        command: writeWords(target.command),
        args: writeWords(target.args),
        env: target.env.map(variableDraftOf),
        requests: pairsOf(target.requests),
        limits: pairsOf(target.limits),
        serviceAccount: target.serviceAccount ?? "",
        labels: pairsOf(target.labels),
        runAsUser: writeNumber(target.runAsUser),
        keepFinished: unlessDefault("keepFinished", writeDurationText(target.keepFinished)),
      };
  }
}

function argvDraftOf({ shell, argv }: Extract<Target, { type: "command" }>) {
  const [script = "", ...args] = argv;
  return shell ? { argv: script, scriptArguments: writeWords(args) } : { argv: writeWords(argv) };
}

type Variable = Extract<Target, { type: "kubernetesJob" }>["env"][number];

function variableDraftOf({ name, value, secretKeyRef, configMapKeyRef }: Variable): VariableDraft {
  if (value !== undefined) return { ...EMPTY_VARIABLE, name, value };
  const ref = secretKeyRef ?? configMapKeyRef;
  return {
    ...EMPTY_VARIABLE,
    name,
    source: secretKeyRef === undefined ? "configMapKeyRef" : "secretKeyRef",
    refName: ref?.name ?? "",
    refKey: ref?.key ?? "",
  };
}

function exclusionDraftOf(exclusion: Exclusion): ExclusionDraft {
  const common = { ...EMPTY_EXCLUSION, timeZone: exclusion.timeZone ?? "" };
  switch (exclusion.type) {
    case "dates":
      return { ...common, type: "dates", dates: exclusion.dates.join(", ") };
    case "weekly":
      return {
        ...common,
        type: "weekly",
        weekdays: exclusion.weekdays,
        from: exclusion.from,
        until: exclusion.until,
      };
    case "cron":
      return { ...common, type: "cron", expression: exclusion.expression };
  }
}

function unlessDefault(field: keyof typeof DEFAULT_TEXTS, text: string): string {
  return text === DEFAULT_TEXTS[field] ? "" : text;
}

function pairsOf(record: Record<string, string>): Pair[] {
  return Object.entries(record).map(([name, value]) => ({ name, value }));
}

function writeInstant(instant: Date | undefined): string {
  return instant?.toISOString() ?? "";
}

function writeNumber(value: number | undefined): string {
  return value === undefined ? "" : String(value);
}
