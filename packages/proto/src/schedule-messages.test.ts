import { describe, expect, test } from "bun:test";
import { create, fromBinary, type MessageInitShape, toBinary } from "@bufbuild/protobuf";
import { DomainError, type Schedule, ScheduleDefinition, type ScheduleDefinitionInput } from "@repo/core";
import * as pb from "../gen/scheduler/v1/schedule_pb.ts";
import {
  decodeDefinition,
  decodePayload,
  decodeSchedule,
  decodeTiming,
  encodeDefinition,
  encodeSchedule,
} from "./schedule-messages.ts";

type DefinitionInit = MessageInitShape<typeof pb.ScheduleDefinitionSchema>;

const NOON = new Date("2026-03-29T12:00:00Z");
const MINIMAL: ScheduleDefinitionInput = {
  name: "report",
  spec: { type: "cron", expression: "0 8 * * 1-5" },
  target: { type: "noop" },
};

function throughBytes(message: pb.ScheduleDefinition): pb.ScheduleDefinition {
  return fromBinary(pb.ScheduleDefinitionSchema, toBinary(pb.ScheduleDefinitionSchema, message));
}

describe("a definition comes back from the wire as it was", () => {
  const FULL_HTTP: ScheduleDefinitionInput["target"] = {
    type: "http",
    url: "https://example.com/hook?x=1",
    method: "PATCH",
    headers: { "x-key": "a b", accept: "*/*" },
    body: "",
    expectedStatuses: [200, 404],
  };

  const FULL_KUBERNETES_JOB: ScheduleDefinitionInput["target"] = {
    type: "kubernetesJob",
    namespace: "reports",
    image: "registry.example.com:5000/report@sha256:00ff",
    command: ["report", ""],
    args: ["--day={{ run.dueAt }}"],
    env: [
      { name: "EMPTY", value: "" },
      { name: "TOKEN", secretKeyRef: { name: "api", key: "token" } },
      { name: "REGION", configMapKeyRef: { name: "settings", key: "region" } },
    ],
    requests: { cpu: "100m", memory: "64Mi" },
    limits: { memory: "1Gi", "nvidia.com/gpu": "1" },
    serviceAccount: "reporter",
    labels: { team: "data" },
    podSecurity: "BASELINE",
    runAsUser: 1_000,
    keepFinished: 600_000,
  };

  test.each<[string, Partial<ScheduleDefinitionInput>]>([
    ["only what is required", {}],
    ["description and tags", { description: "Für alle", tags: ["nightly", "eu"] }],
    ["cron in a zone", { spec: { type: "cron", expression: "30 2 * * *", timeZone: "Europe/Vienna" } }],
    ["an interval", { spec: { type: "interval", every: 90_000 } }],
    ["an interval with an anchor", { spec: { type: "interval", every: 90_000, anchorAt: NOON } }],
    ["once", { spec: { type: "once", at: NOON } }],
    ["bounds", { startAt: NOON, endAt: new Date("2027-01-01T00:00:00Z"), maxRuns: 1, jitter: 1_500 }],
    ["excluded dates", { exclusions: [{ type: "dates", dates: ["2026-12-25"], timeZone: "Europe/Vienna" }] }],
    [
      "excluded weekly",
      { exclusions: [{ type: "weekly", weekdays: [0, 6], from: "22:00", until: "06:00" }] },
    ],
    ["excluded cron", { exclusions: [{ type: "cron", expression: "0 12 * * *" }] }],
    ["an http target with everything", { target: FULL_HTTP }],
    ["an http target with defaults", { target: { type: "http", url: "http://example.com" } }],
    ["a kubernetesJob target with everything", { target: FULL_KUBERNETES_JOB }],
    ["a kubernetesJob target with defaults", { target: { type: "kubernetesJob", image: "busybox" } }],
    ["a handler target", { target: { type: "handler", handler: "reports/send" } }],
    ["a command with defaults", { target: { type: "command", argv: ["report"] } }],
    [
      "a command with everything",
      {
        target: {
          type: "command",
          argv: ['report --day "$1"', "{{ run.dueAt }}", ""],
          shell: true,
          workingDirectory: "/srv/reports",
          environment: { REGION: "eu", EMPTY: "" },
          expectedExitCodes: [0, 3],
        },
      },
    ],
    ["a grpc target with defaults", { target: { type: "grpc", address: "reports.example.com:443" } }],
    [
      "a grpc target with everything",
      {
        target: {
          type: "grpc",
          address: "dns:///[::1]:50051",
          plaintext: true,
          rpc: "reports.v1.ReportService/Send",
          request: "",
          metadata: { key: "a b" },
        },
      },
    ],
    ["a payload", { payload: { list: [1, "two", null, true], nested: { at: "{{ run.dueAt }}" } } }],
    ["an empty payload", { payload: {} }],
    ["backoff and timeout", { initialBackoff: 100, maxBackoff: 3_600_000, attemptTimeout: 86_400_000 }],
    ["numbers", { maxAttempts: 25, priority: 1, misfireGrace: 604_800_000 }],
    ["a queue", { queue: "heavy" }],
    ["misfire SKIP", { misfirePolicy: "SKIP" }],
    ["misfire FIRE_ONCE", { misfirePolicy: "FIRE_ONCE" }],
    ["misfire FIRE_ALL", { misfirePolicy: "FIRE_ALL" }],
    ["overlap ALLOW", { overlapPolicy: "ALLOW" }],
    ["overlap SKIP", { overlapPolicy: "SKIP" }],
    ["overlap BUFFER_ONE", { overlapPolicy: "BUFFER_ONE" }],
    ["overlap CANCEL_RUNNING", { overlapPolicy: "CANCEL_RUNNING" }],
    ["at least once", { delivery: "AT_LEAST_ONCE" }],
    ["at most once", { delivery: "AT_MOST_ONCE" }],
  ])("%s", (_, part) => {
    const written = { ...MINIMAL, ...part };
    const definition = ScheduleDefinition.parse(written);
    expect(decodeDefinition(throughBytes(encodeDefinition(definition)))).toEqual(definition);
    // a client need not know the defaults
    expect(decodeDefinition(throughBytes(encodeDefinition(written)))).toEqual(definition);
  });
});

describe("a definition that is refused names the field", () => {
  const VALID: DefinitionInit = {
    name: "report",
    spec: { case: "cron", value: { expression: "0 8 * * 1-5" } },
    target: { case: "noop", value: {} },
  };

  test.each<[string, DefinitionInit, string, string | RegExp]>([
    ["no name", { name: "" }, "name", /./],
    ["no spec", { spec: { case: undefined } }, "spec", "is required; give one of cron, interval, once"],
    [
      "no target",
      { target: { case: undefined } },
      "target",
      "is required; give one of noop, http, kubernetesJob, handler, command, grpc",
    ],
    ["no expression", { spec: { case: "cron", value: {} } }, "spec.expression", /./],
    [
      "a bad zone",
      { spec: { case: "cron", value: { expression: "* * * * *", timeZone: "Mars" } } },
      "spec.timeZone",
      /IANA/,
    ],
    [
      "an expression that cannot be read",
      { spec: { case: "cron", value: { expression: "61 * * * *" } } },
      "spec.expression",
      /./,
    ],
    [
      "what is never due",
      { spec: { case: "cron", value: { expression: "0 0 31 2 *" } } },
      "spec.expression",
      /never due/,
    ],
    [
      "a bad excluded expression",
      { exclusions: [{ exclusion: { case: "cron", value: { expression: "nonsense" } } }] },
      "exclusions.0.expression",
      /./,
    ],
    ["an end before the start", { startAt: { seconds: 2n }, endAt: { seconds: 1n } }, "endAt", /startAt/],
    ["no interval", { spec: { case: "interval", value: {} } }, "spec.every", "is required"],
    [
      "a fraction of a second",
      { spec: { case: "interval", value: { every: { seconds: 2n, nanos: 1 } } } },
      "spec.every",
      /./,
    ],
    ["no instant", { spec: { case: "once", value: {} } }, "spec.at", "is required"],
    ["an instant too far", { endAt: { seconds: 9_000_000_000_000n } }, "endAt", /beyond/],
    ["no runs at all", { maxRuns: 0 }, "maxRuns", /./],
    ["a negative jitter", { jitter: { seconds: -1n } }, "jitter", /./],
    ["a grace too long", { misfireGrace: { seconds: 604_801n } }, "misfireGrace", /at most 7 d/],
    ["a grace of zero", { misfireGrace: {} }, "misfireGrace", /at least 1 s/],
    ["an empty exclusion", { exclusions: [{}] }, "exclusions.0", /dates, weekly, cron/],
    [
      "a bad exclusion",
      { exclusions: [{ exclusion: { case: "dates", value: { dates: ["2026-12-25", "tomorrow"] } } }] },
      "exclusions.0.dates.1",
      /./,
    ],
    ["a bad url", { target: { case: "http", value: { url: "ftp://x" } } }, "target.url", /http or https/],
    ["an unknown policy", { misfirePolicy: 99 as pb.MisfirePolicy }, "misfirePolicy", /FIRE_ONCE/],
    ["too many attempts", { maxAttempts: 26 }, "maxAttempts", /25/],
    [
      "a backoff that shrinks",
      { initialBackoff: { seconds: 10n }, maxBackoff: { seconds: 9n } },
      "maxBackoff",
      /shorter/,
    ],
    ["a bad queue", { queue: "Heavy!" }, "queue", /lower-case/],
  ])("%s", (_, part, field, message) => {
    const sent = throughBytes(create(pb.ScheduleDefinitionSchema, { ...VALID, ...part } as DefinitionInit));
    expect(fieldsRefused(() => decodeDefinition(sent))).toEqual([
      { field, message: typeof message === "string" ? message : expect.stringMatching(message) },
    ]);
  });

  test("nothing at all", () => {
    expect(fieldsRefused(() => decodeDefinition(undefined))).toEqual([
      { field: "definition", message: "is required" },
    ]);
  });

  test("everything that is wrong is named at once", () => {
    const sent = create(pb.ScheduleDefinitionSchema, {
      ...VALID,
      spec: { case: undefined },
      maxAttempts: 26,
      queue: "!",
    });
    const fields = fieldsRefused(() => decodeDefinition(sent)).map(({ field }) => field);
    expect(fields.sort()).toEqual(["maxAttempts", "queue", "spec"]);
  });
});

test("timing is read without looking at anything else", () => {
  const { spec, ...rest } = decodeTiming(
    encodeDefinition({ spec: { type: "once", at: NOON }, queue: "Not a queue!" }),
  );
  expect({ spec, rest }).toEqual({ spec: { type: "once", at: NOON }, rest: { jitter: 0, exclusions: [] } });
});

describe("a schedule", () => {
  const SCHEDULE: Schedule = {
    id: "0192f0c1-2c3d-7e4f-8a5b-6c7d8e9f0a1b",
    definition: ScheduleDefinition.parse(MINIMAL),
    state: "ACTIVE",
    revision: 1,
    owner: "",
    pauseNote: "",
    nextDueAt: NOON,
    plannedCount: 0,
    createdAt: new Date("2026-01-01T00:00:00.001Z"),
    updatedAt: NOON,
  };

  test.each<[string, Partial<Schedule>]>([
    ["active", {}],
    ["paused", { state: "PAUSED", pauseNote: "maintenance", nextDueAt: undefined }],
    ["completed", { state: "COMPLETED", plannedCount: 12, nextDueAt: undefined }],
    ["deleted", { state: "DELETED", revision: 3 }],
  ])("comes back from the wire as it was: %s", (_, part) => {
    const schedule = { ...SCHEDULE, ...part };
    const bytes = toBinary(pb.ScheduleSchema, encodeSchedule(schedule));
    expect(decodeSchedule(fromBinary(pb.ScheduleSchema, bytes))).toEqual(schedule);
  });

  test("that cannot be read is not the fault of an input", () => {
    const answer = create(pb.ScheduleSchema, { ...encodeSchedule(SCHEDULE), state: 99 as pb.ScheduleState });
    expect(() => decodeSchedule(answer)).toThrow(/^the server's schedule cannot be read; state: /);
    expect(() => decodeSchedule(undefined)).toThrow(
      "the server's schedule cannot be read; schedule: is required",
    );
    expect(() => decodeSchedule(undefined)).not.toThrow(DomainError);
  });
});

test("a payload is optional and bounded", () => {
  expect(decodePayload(undefined)).toBeUndefined();
  expect(decodePayload({ a: [1] })).toEqual({ a: [1] });
  expect(fieldsRefused(() => decodePayload({ a: "x".repeat(65_536) }))).toEqual([
    { field: "payload", message: expect.stringContaining("65536 bytes") },
  ]);
});

function fieldsRefused(decode: () => unknown): { field: string; message: string }[] {
  try {
    decode();
  } catch (error) {
    if (error instanceof DomainError && error.code === "INVALID") return [...error.fields];
    throw error;
  }
  throw new Error("was not refused");
}
