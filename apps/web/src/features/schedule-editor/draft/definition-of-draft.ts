import type { ScheduleDefinitionInput } from "@repo/core";
import { parseDurationText } from "@/lib/duration-text.ts";
import { parseJson } from "../payload/parse-json.ts";
import {
  DEFAULT_TEXTS,
  type ExclusionDraft,
  type Pair,
  type ScheduleDraft,
  type VariableDraft,
} from "./schedule-draft.ts";
import { readWords } from "./words-text.ts";

export interface DraftViolation {
  path: string;
  message: string;
}

/** What a draft says so far. */
export interface ReadDraft {
  /** As far as it can be read: where a text cannot, it is absent. */
  definition: ScheduleDefinitionInput;
  /** The texts that cannot be read at all. */
  violations: DraftViolation[];
}

/** Reads the texts of a draft, without judging what they say: that is the schema's part. */
export function definitionOfDraft(draft: ScheduleDraft): ReadDraft {
  const reader = createReader();
  const definition: ScheduleDefinitionInput = {
    name: draft.name,
    description: draft.description,
    tags: draft.tags,
    ...readTiming(draft, reader),
    target: readTarget(draft.target, reader),
    payload: reader.payload("payload", draft.payload),
    misfirePolicy: draft.misfirePolicy,
    misfireGrace: reader.duration("misfireGrace", draft.misfireGrace),
    overlapPolicy: draft.overlapPolicy,
    maxAttempts: reader.number("maxAttempts", draft.maxAttempts),
    initialBackoff: reader.duration("initialBackoff", draft.initialBackoff),
    maxBackoff: reader.duration("maxBackoff", draft.maxBackoff),
    attemptTimeout: reader.duration("attemptTimeout", draft.attemptTimeout),
    delivery: draft.delivery,
    priority: reader.number("priority", draft.priority),
    queue: draft.queue.trim() || undefined,
  };
  return { definition, violations: reader.violations };
}

export type TimingDraft = Pick<
  ScheduleDraft,
  "spec" | "startAt" | "endAt" | "maxRuns" | "jitter" | "exclusions"
>;
export type TimingInput = Pick<
  ScheduleDefinitionInput,
  "spec" | "startAt" | "endAt" | "maxRuns" | "jitter" | "exclusions"
>;

/** Only what decides when it is due. */
export function timingOfDraft(draft: TimingDraft): { timing: TimingInput; violations: DraftViolation[] } {
  const reader = createReader();
  const timing = readTiming(draft, reader);
  return { timing, violations: reader.violations };
}

function readTiming(draft: TimingDraft, reader: Reader): TimingInput {
  return {
    spec: readSpec(draft.spec, reader),
    startAt: readInstant(draft.startAt),
    endAt: readInstant(draft.endAt),
    maxRuns: reader.number("maxRuns", draft.maxRuns),
    jitter: reader.duration("jitter", draft.jitter),
    exclusions: draft.exclusions.map(readExclusion),
  };
}

function readSpec(spec: ScheduleDraft["spec"], reader: Reader): ScheduleDefinitionInput["spec"] {
  switch (spec.type) {
    case "cron":
      return { type: "cron", expression: spec.expression, timeZone: spec.timeZone };
    case "interval": {
      const every = reader.required("spec.every", reader.duration("spec.every", spec.every));
      return { type: "interval", every, anchorAt: readInstant(spec.anchorAt) };
    }
    case "once": {
      const at = reader.required("spec.at", readInstant(spec.at)?.getTime());
      return { type: "once", at: new Date(at) };
    }
  }
}

function readExclusion(draft: ExclusionDraft): NonNullable<ScheduleDefinitionInput["exclusions"]>[number] {
  const timeZone = draft.timeZone || undefined;
  switch (draft.type) {
    case "dates":
      return { type: "dates", dates: wordsOf(draft.dates), timeZone };
    case "weekly":
      return { type: "weekly", weekdays: draft.weekdays, from: draft.from, until: draft.until, timeZone };
    case "cron":
      return { type: "cron", expression: draft.expression, timeZone };
  }
}

function readTarget(target: ScheduleDraft["target"], reader: Reader): ScheduleDefinitionInput["target"] {
  switch (target.type) {
    case "noop":
      return { type: "noop" };
    case "handler":
      return { type: "handler", handler: target.handler.trim() };
    case "command":
      return {
        type: "command",
        argv: target.shell ? [target.argv, ...readWords(target.scriptArguments)] : readWords(target.argv),
        shell: target.shell,
        workingDirectory: target.workingDirectory.trim() || undefined,
        environment: reader.record("target.environment", target.environment),
        expectedExitCodes: wordsOf(target.expectedExitCodes).map(Number),
      };
    case "grpc":
      return { type: "grpc", ...readGrpcTarget(target, reader) };
    case "http":
      return {
        type: "http",
        url: target.url.trim(),
        method: target.method,
        headers: reader.record("target.headers", target.headers),
        body: target.body === "" ? undefined : target.body,
        expectedStatuses: wordsOf(target.expectedStatuses).map(Number),
      };
    case "kubernetesJob":
      return {
        type: "kubernetesJob",
        namespace: target.namespace.trim() || undefined,
        image: target.image.trim(),
        command: readWords(target.command),
        args: readWords(target.args),
        env: target.env.map(readVariable),
        requests: reader.record("target.requests", target.requests),
        limits: reader.record("target.limits", target.limits),
        serviceAccount: target.serviceAccount.trim() || undefined,
        labels: reader.record("target.labels", target.labels),
        podSecurity: target.podSecurity,
        runAsUser: reader.number("target.runAsUser", target.runAsUser),
        keepFinished: reader.duration("target.keepFinished", target.keepFinished),
      };
  }
}

function readGrpcTarget({ address, plaintext, metadata, ...typed }: ScheduleDraft["target"], reader: Reader) {
  const rpc = typed.rpc.trim() || DEFAULT_TEXTS.rpc;
  // what was typed for another method is not shown for this one
  const request = rpc === DEFAULT_TEXTS.rpc || typed.request === "" ? undefined : typed.request;
  return {
    address: address.trim(),
    plaintext,
    rpc,
    request,
    metadata: reader.record("target.metadata", metadata),
  };
}

function readVariable({ name, source, value, refName, refKey }: VariableDraft) {
  return source === "value" ? { name, value } : { name, [source]: { name: refName, key: refKey } };
}

type Reader = ReturnType<typeof createReader>;

/** Reads texts, and remembers which it could not. */
function createReader() {
  const violations: DraftViolation[] = [];
  // absent, so that everything else is judged as well
  const refuse = (path: string, message: string): undefined => {
    violations.push({ path, message });
  };
  return {
    violations,
    duration(path: string, text: string): number | undefined {
      if (text.trim() === "") return undefined;
      return parseDurationText(text) ?? refuse(path, "must be a length such as 30 s, 5 min or 1 h 30 min");
    },
    number(path: string, text: string): number | undefined {
      const trimmed = text.trim();
      if (trimmed === "") return undefined;
      return /^-?\d+$/.test(trimmed) ? Number(trimmed) : refuse(path, "must be a whole number");
    },
    required(path: string, value: number | undefined): number {
      const isRefused = violations.some((violation) => violation.path === path);
      if (value === undefined && !isRefused) refuse(path, "is required");
      return value ?? Number.NaN;
    },
    record(path: string, pairs: readonly Pair[]): Record<string, string> {
      const values = new Map<string, string>();
      for (const { name, value } of pairs) {
        // an empty row is one that nobody has begun
        if (name === "" && value === "") continue;
        if (values.has(name)) refuse(path, `must not name ${name} twice`);
        values.set(name, value);
      }
      return Object.fromEntries(values);
    },
    payload(path: string, text: string): ScheduleDefinitionInput["payload"] {
      if (text.trim() === "") return undefined;
      const { value, problem } = parseJson(text);
      if (problem !== undefined) {
        return refuse(
          path,
          `is not JSON: ${problem.message} (line ${problem.line}, column ${problem.column})`,
        );
      }
      if (typeof value !== "object" || value === null || Array.isArray(value)) {
        return refuse(path, 'must be an object, such as { "report": "daily" }');
      }
      return value as ScheduleDefinitionInput["payload"];
    },
  };
}

function readInstant(text: string): Date | undefined {
  return text === "" ? undefined : new Date(text);
}

function wordsOf(text: string): string[] {
  return text.split(/[\s,;]+/).filter((word) => word !== "");
}
