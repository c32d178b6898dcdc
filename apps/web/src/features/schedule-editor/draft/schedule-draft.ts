import type {
  Delivery,
  Exclusion,
  HttpMethod,
  MisfirePolicy,
  OverlapPolicy,
  PodSecurity,
  Spec,
  TargetType,
} from "@repo/core";

/** A name and what it stands for, as a row of two fields. */
export interface Pair {
  name: string;
  value: string;
}

/** An exclusion as typed; the fields of all types are kept, so that choosing another type and coming back loses none. */
export interface ExclusionDraft {
  type: Exclusion["type"];
  /** Dates, apart by blanks, commas or lines. */
  dates: string;
  weekdays: number[];
  from: string;
  until: string;
  expression: string;
  /** Empty: that of the spec. */
  timeZone: string;
}

export type VariableSource = "value" | "secretKeyRef" | "configMapKeyRef";

/** A variable of a Kubernetes Job as typed. */
export interface VariableDraft {
  name: string;
  source: VariableSource;
  value: string;
  refName: string;
  refKey: string;
}

/**
 * A definition as it is typed: texts, some of them not what they should be yet, under the same paths as in the
 * definition. Instants are ISO texts and lengths of time texts such as `5 min`; empty means absent, or the default.
 * Holds the fields of every type of spec and target at once, so that choosing another one loses nothing.
 */
export interface ScheduleDraft {
  /** Of a new schedule: nothing of it runs until it is resumed. */
  startsPaused: boolean;
  name: string;
  description: string;
  tags: string[];
  spec: {
    type: Spec["type"];
    expression: string;
    timeZone: string;
    every: string;
    anchorAt: string;
    at: string;
  };
  startAt: string;
  endAt: string;
  maxRuns: string;
  jitter: string;
  exclusions: ExclusionDraft[];
  target: {
    type: TargetType;
    url: string;
    method: HttpMethod;
    headers: Pair[];
    body: string;
    /** Apart by blanks or commas. */
    expectedStatuses: string;
    namespace: string;
    image: string;
    /** One a line, or a list in JSON. */
    command: string;
    /** One a line, or a list in JSON. */
    args: string;
    env: VariableDraft[];
    requests: Pair[];
    limits: Pair[];
    serviceAccount: string;
    labels: Pair[];
    podSecurity: PodSecurity;
    runAsUser: string;
    keepFinished: string;
    handler: string;
    shell: boolean;
    /** One a line, or a list in JSON; the script of a shell. */
    argv: string;
    /** One a line, or a list in JSON. */
    scriptArguments: string;
    workingDirectory: string;
    environment: Pair[];
    /** Apart by blanks or commas. */
    expectedExitCodes: string;
    address: string;
    plaintext: boolean;
    rpc: string;
    /** JSON. */
    request: string;
    metadata: Pair[];
  };
  /** JSON. */
  payload: string;
  misfirePolicy: MisfirePolicy;
  misfireGrace: string;
  overlapPolicy: OverlapPolicy;
  maxAttempts: string;
  initialBackoff: string;
  maxBackoff: string;
  attemptTimeout: string;
  delivery: Delivery;
  priority: string;
  queue: string;
}

/** What a field that is left empty means, in its own words. */
export const DEFAULT_TEXTS = {
  misfireGrace: "1 min",
  maxAttempts: "3",
  initialBackoff: "5 s",
  maxBackoff: "5 min",
  attemptTimeout: "1 min",
  priority: "100",
  queue: "default",
  keepFinished: "1 h",
  rpc: "scheduler.v1.TaskHandlerService/Execute",
} as const;

export const EMPTY_EXCLUSION: ExclusionDraft = {
  type: "dates",
  dates: "",
  weekdays: [0, 6],
  from: "00:00",
  until: "00:00",
  expression: "",
  timeZone: "",
};

export const EMPTY_VARIABLE: VariableDraft = {
  name: "",
  source: "value",
  value: "",
  refName: "",
  refKey: "",
};

/** Where a new schedule begins: every hour. */
export function emptyDraft(timeZone: string): ScheduleDraft {
  return {
    startsPaused: false,
    name: "",
    description: "",
    tags: [],
    spec: { type: "cron", expression: "0 * * * *", timeZone, every: "5 min", anchorAt: "", at: "" },
    startAt: "",
    endAt: "",
    maxRuns: "",
    jitter: "",
    exclusions: [],
    target: {
      type: "http",
      url: "",
      method: "POST",
      headers: [],
      body: "",
      expectedStatuses: "",
      namespace: "",
      image: "",
      command: "",
      args: "",
      env: [],
      requests: [],
      limits: [],
      serviceAccount: "",
      labels: [],
      podSecurity: "RESTRICTED",
      runAsUser: "",
      keepFinished: "",
      handler: "",
      shell: false,
      argv: "",
      scriptArguments: "",
      workingDirectory: "",
      environment: [],
      expectedExitCodes: "",
      address: "",
      plaintext: false,
      rpc: "",
      request: "",
      metadata: [],
    },
    payload: "",
    misfirePolicy: "FIRE_ONCE",
    misfireGrace: "",
    overlapPolicy: "ALLOW",
    maxAttempts: "",
    initialBackoff: "",
    maxBackoff: "",
    attemptTimeout: "",
    delivery: "AT_LEAST_ONCE",
    priority: "",
    queue: "",
  };
}
