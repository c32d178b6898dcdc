import { describe, expect, test } from "bun:test";
import { MAX_PAYLOAD_BYTES, ScheduleDefinition, type ScheduleDefinitionInput } from "./definition.ts";
import { violationsOf } from "./errors.ts";
import { explainIssue } from "./explain-issue.ts";

const MINIMAL: ScheduleDefinitionInput = {
  name: "report",
  spec: { type: "cron", expression: "0 8 * * 1-5" },
  target: { type: "noop" },
};
const http = (part: object) => ({ target: { type: "http", url: "https://example.com/", ...part } });
const job = (part: object) => ({ target: { type: "kubernetesJob", image: "busybox", ...part } });
const handler = (name: unknown) => ({ target: { type: "handler", handler: name } });
const command = (part: object) => ({ target: { type: "command", argv: ["report"], ...part } });
const grpc = (part: object) => ({ target: { type: "grpc", address: "a.example:443", ...part } });
const excluded = (exclusion: object) => ({ exclusions: [exclusion] });

function refusalsOf(input: unknown): string[] {
  const result = ScheduleDefinition.safeParse(input, { error: explainIssue });
  return result.success ? [] : violationsOf(result.error).map(({ field, message }) => `${field}: ${message}`);
}

test("what is left out gets its default", () => {
  expect(ScheduleDefinition.parse(MINIMAL)).toMatchObject({
    description: "",
    tags: [],
    jitter: 0,
    exclusions: [],
    misfirePolicy: "FIRE_ONCE",
    misfireGrace: 60_000,
    overlapPolicy: "ALLOW",
    maxAttempts: 3,
    delivery: "AT_LEAST_ONCE",
    queue: "default",
    spec: { timeZone: "UTC" },
  });
});

describe("a refusal names the field and the remedy", () => {
  test.each<[string, object]>([
    ["name: is required", { name: undefined }],
    ["name: must not be empty", { name: "   " }],
    ["name: must be at most 200 characters long", { name: "x".repeat(201) }],
    ["name: must be a text", { name: 7 }],
    ["description: must be at most 2000 characters long", { description: "x".repeat(2_001) }],
    ["tags: must be a list", { tags: "nightly" }],
    ["tags: must have at most 20 entries", { tags: Array(21).fill("x") }],
    ["tags.1: must not be empty", { tags: ["a", " "] }],
    ["tags.0: must be at most 64 characters long", { tags: ["x".repeat(65)] }],
    ["spec: is required; give one of cron, interval, once", { spec: undefined }],
    ["spec.type: must be one of cron, interval, once", { spec: { type: "daily" } }],
    ["spec.expression: is required", { spec: { type: "cron" } }],
    ["spec.expression: must not be empty", { spec: { type: "cron", expression: "" } }],
    ["spec.every: is required", { spec: { type: "interval" } }],
    ["spec.every: must be at least 1 s", { spec: { type: "interval", every: 0 } }],
    ["spec.every: must be at most 366 d", { spec: { type: "interval", every: 367 * 86_400_000 } }],
    ["spec.every: must be whole seconds", { spec: { type: "interval", every: 1_500 } }],
    ["spec.every: must be whole milliseconds", { spec: { type: "interval", every: 1_500.5 } }],
    ["spec.at: is required", { spec: { type: "once" } }],
    ["spec.at: must be an instant", { spec: { type: "once", at: "noon" } }],
    [
      "spec.at: is beyond the instants that can be stored",
      { spec: { type: "once", at: new Date(Number.NaN) } },
    ],
    [
      'spec.timeZone: is not a known IANA time zone; use a name such as "Europe/Vienna" or "UTC"',
      { spec: { type: "cron", expression: "* * * * *", timeZone: "Vienna" } },
    ],
    ["maxRuns: must be at least 1", { maxRuns: 0 }],
    ["maxRuns: must be a whole number", { maxRuns: 1.5 }],
    ["maxRuns: must be at most 2147483647", { maxRuns: 3_000_000_000 }],
    ["jitter: must be at least 0 ms", { jitter: -1 }],
    ["jitter: must be at most 1 d", { jitter: 86_400_001 }],
    ["endAt: must be after startAt", { startAt: new Date("2026-02-01"), endAt: new Date("2026-01-01") }],
    [
      "exclusions: must have at most 16 entries",
      { exclusions: Array(17).fill({ type: "dates", dates: ["2026-01-01"] }) },
    ],
    ["exclusions.0.type: must be one of dates, weekly, cron", excluded({ type: "holidays" })],
    ["exclusions.0.dates: must not be empty", excluded({ type: "dates", dates: [] })],
    [
      'exclusions.0.dates.0: must be a date such as "2026-12-24"',
      excluded({ type: "dates", dates: ["2026-02-30"] }),
    ],
    [
      'exclusions.0.from: must be a time of day such as "08:30"',
      excluded({ type: "weekly", weekdays: [0], from: "24:00", until: "06:00" }),
    ],
    [
      "exclusions.0.weekdays.0: must be a day of the week, from 0 (Sunday) to 6",
      excluded({ type: "weekly", weekdays: [7], from: "22:00", until: "06:00" }),
    ],
    ["misfirePolicy: must be one of SKIP, FIRE_ONCE, FIRE_ALL", { misfirePolicy: "LATER" }],
    ["misfireGrace: must be at least 1 s", { misfireGrace: 999 }],
    ["misfireGrace: must be at most 7 d", { misfireGrace: 8 * 86_400_000 }],
    ["overlapPolicy: must be one of ALLOW, SKIP, BUFFER_ONE, CANCEL_RUNNING", { overlapPolicy: "QUEUE" }],
    ["maxAttempts: must be at most 25", { maxAttempts: 26 }],
    ["initialBackoff: must be at least 100 ms", { initialBackoff: 99 }],
    ["maxBackoff: must not be shorter than initialBackoff", { initialBackoff: 2_000, maxBackoff: 1_000 }],
    ["attemptTimeout: must be at most 1 d", { attemptTimeout: 86_400_001 }],
    ["delivery: must be one of AT_LEAST_ONCE, AT_MOST_ONCE", { delivery: "EXACTLY_ONCE" }],
    ["priority: must be at least 1", { priority: 0 }],
    ["queue: must be lower-case letters, digits and dashes, at most 63", { queue: "Reports" }],
    ["target: is required; give one of noop, http, kubernetesJob, handler, command, grpc", { target: null }],
    [
      "target.type: must be one of noop, http, kubernetesJob, handler, command, grpc",
      { target: { type: "ftp" } },
    ],
    ["target.url: is required", http({ url: undefined })],
    ["target.url: must be an absolute http or https URL", http({ url: "ftp://example.com" })],
    ["target.url: must be an absolute http or https URL", http({ url: "/hook" })],
    [
      "target.url: must be at most 2048 characters long",
      http({ url: `https://example.com/${"x".repeat(2_048)}` }),
    ],
    [
      "target.url: must not contain a user name or password; use a header",
      http({ url: "https://a:b@example.com/" }),
    ],
    ["target.method: must be one of GET, POST, PUT, PATCH, DELETE, HEAD", http({ method: "get" })],
    ["target.headers.a b: is not a valid header name", http({ headers: { "a b": "x" } })],
    [
      "target.headers.x: must not contain line breaks or control characters",
      http({ headers: { x: "a\r\nb: c" } }),
    ],
    [
      "target.headers: must not have more than 32 headers",
      http({ headers: Object.fromEntries(Array.from({ length: 33 }, (_, i) => [`x-${i}`, ""])) }),
    ],
    ["target.body: must be at most 65536 characters long", http({ body: "x".repeat(65_537) })],
    ["target.expectedStatuses.0: must be at least 100", http({ expectedStatuses: [20] })],
    ["target.image: is required", job({ image: undefined })],
    [
      "target.image: must be an image reference, such as registry.example.com/report:1.4",
      job({ image: "busy box" }),
    ],
    ["target.namespace: must be the name of a namespace", job({ namespace: "Reports" })],
    [
      "target.env.0.name: must be the name of an environment variable",
      job({ env: [{ name: "1", value: "" }] }),
    ],
    [
      "target.env.0.name: must not begin with DISTRIBUTED_SCHEDULER_, which tells the Job about its run",
      job({ env: [{ name: "DISTRIBUTED_SCHEDULER_RUN_ID", value: "" }] }),
    ],
    [
      "target.env.1.name: is given twice",
      job({
        env: [
          { name: "A", value: "" },
          { name: "A", value: "" },
        ],
      }),
    ],
    ["target.env.0: must have one of value, secretKeyRef, configMapKeyRef", job({ env: [{ name: "A" }] })],
    [
      "target.env.0: must have one of value, secretKeyRef, configMapKeyRef",
      job({ env: [{ name: "A", value: "", secretKeyRef: { name: "a", key: "b" } }] }),
    ],
    [
      "target.limits.memory: must be a quantity, such as 500m, 2 or 256Mi",
      job({ limits: { memory: "1 GB" } }),
    ],
    [
      "target.labels.distributed-scheduler/run-id: is a label that the worker sets itself",
      job({ labels: { "distributed-scheduler/run-id": "x" } }),
    ],
    ["target.podSecurity: must be one of RESTRICTED, BASELINE", job({ podSecurity: "PRIVILEGED" })],
    ["target.runAsUser: must not be 0, which is root", job({ runAsUser: 0 })],
    ["target.keepFinished: must be at least 1 min", job({ keepFinished: 0 })],
    ["target.keepFinished: must be whole seconds", job({ keepFinished: 60_500 })],
    ["target.handler: is required", handler(undefined)],
    [
      "target.handler: must be the name of a handler, such as send-report: 1 to 128 letters, digits, dashes, underscores, dots and slashes",
      handler("send report"),
    ],
    ["target.argv: is required", command({ argv: undefined })],
    ["target.argv: must not be empty", command({ argv: [] })],
    ["target.argv: must have at most 256 entries", command({ argv: Array(257).fill("a") })],
    ["target.argv.0: must not be empty", command({ argv: ["", "a"] })],
    ["target.argv.1: must not contain NUL characters", command({ argv: ["a", "b\0"] })],
    [
      "target.argv.0: must be the name of a program or its absolute path",
      command({ argv: ["../bin/report"] }),
    ],
    [
      "target.argv.0: must not be a template: which program runs is not for a value to say",
      command({ argv: ["/bin/{{ payload.program }}"] }),
    ],
    ["target.argv.0: must not be empty", command({ shell: true, argv: [" "] })],
    [
      'target.argv.0: must not contain {{ in a shell script; give the value as a further entry and write "$1"',
      command({ shell: true, argv: ["rm {{ payload.file }}"] }),
    ],
    ["target.shell: must be true or false", command({ shell: "yes" })],
    ["target.workingDirectory: must be an absolute path", command({ workingDirectory: "data" })],
    [
      "target.environment.A-B: must be the name of an environment variable: letters, digits and underscores, no digit first",
      command({ environment: { "A-B": "" } }),
    ],
    [
      "target.environment.DISTRIBUTED_SCHEDULER_RUN_ID: must not begin with DISTRIBUTED_SCHEDULER_, which tells the command about its run",
      command({ environment: { DISTRIBUTED_SCHEDULER_RUN_ID: "x" } }),
    ],
    [
      "target.environment.LD_PRELOAD: must not be a variable that decides which code runs; use a program that sets it",
      command({ environment: { LD_PRELOAD: "/tmp/x.so" } }),
    ],
    [
      "target.environment: must not have more than 128 variables",
      command({ environment: Object.fromEntries(Array.from({ length: 129 }, (_, i) => [`A${i}`, ""])) }),
    ],
    ["target.environment.A: must not contain NUL characters", command({ environment: { A: "\0" } })],
    ["target.expectedExitCodes.0: must be at most 255", command({ expectedExitCodes: [256] })],
    ["target.address: is required", grpc({ address: undefined })],
    ...["reports", "http://a:80", "a:0", "a b:80", "dns://a:80", ":80", "::1:80", "ipv4:127.0.0.1:80"].map(
      (address): [string, object] => [
        "target.address: must be host:port, such as reports.example.com:443, or dns:///host:port",
        grpc({ address }),
      ],
    ),
    ["target.address: must have a port from 1 to 65535", grpc({ address: "a:65536" })],
    ["target.plaintext: must be true or false", grpc({ plaintext: "no" })],
    ...["Execute", "/a.B/C", "a.B/C/D", "a..B/C", "a.B/"].map((rpc): [string, object] => [
      "target.rpc: must be package.Service/Method, such as scheduler.v1.TaskHandlerService/Execute",
      grpc({ rpc }),
    ]),
    [
      "target.request: must be empty for scheduler.v1.TaskHandlerService/Execute, which is given the run and its payload",
      grpc({ request: "{}" }),
    ],
    ...["grpc-timeout", "key-bin", "idempotency-key", "x-scheduler-attempt"].map((key): [string, object] => [
      `target.metadata.${key}: is set by the worker or by gRPC, or is binary`,
      grpc({ metadata: { [key]: "x" } }),
    ]),
    [
      "target.metadata.Key: must be lower-case letters, digits, dashes, underscores and dots",
      grpc({ metadata: { Key: "x" } }),
    ],
    ["target.metadata.key: must be printable ASCII", grpc({ metadata: { key: "a\nb" } })],
    ["payload: must be an object", { payload: "text" }],
    [
      "payload.at: must be JSON: texts, numbers, true, false, null, lists and objects",
      { payload: { at: new Date(0) } },
    ],
    [
      `payload: must not be larger than ${MAX_PAYLOAD_BYTES} bytes as JSON`,
      { payload: { text: "ä".repeat(MAX_PAYLOAD_BYTES / 2) } },
    ],
  ])("%s", (refusal, part) => {
    expect(refusalsOf({ ...MINIMAL, ...part })).toEqual([refusal]);
  });

  test("something that is no definition at all", () => {
    expect(refusalsOf(undefined)).toEqual([": is required"]);
    expect(refusalsOf("0 8 * * *")).toEqual([": must be an object"]);
  });
});

describe("all that is wrong is said at once", () => {
  test("an expression that cannot be read, beside a missing name and a missing target", () => {
    const refusals = refusalsOf({
      spec: { type: "cron", expression: "61 * * * *" },
      initialBackoff: 2_000,
      maxBackoff: 1_000,
    });
    expect(refusals).toEqual(
      [
        "name: is required",
        "target: is required; give one of noop, http, kubernetesJob, handler, command, grpc",
        'spec.expression: minute "61": use values within 0-59',
        "maxBackoff: must not be shorter than initialBackoff",
      ].map((refusal) => expect.stringContaining(refusal)),
    );
  });

  test("a field that was refused by itself gets no second reason", () => {
    const refusals = refusalsOf({
      ...MINIMAL,
      spec: { type: "once", at: 5 },
      endAt: new Date(0),
      maxBackoff: -1,
    });
    expect(refusals).toEqual(["spec.at: must be an instant", "maxBackoff: must be at least 100 ms"]);
  });
});
