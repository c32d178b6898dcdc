import { describe, expect, test } from "bun:test";
import { ScheduleDefinition, type ScheduleDefinitionInput } from "@repo/core";
import { checkDraft } from "./check-draft.ts";
import { draftOfDefinition } from "./draft-of-definition.ts";

const DEFINITIONS: [string, ScheduleDefinitionInput][] = [
  [
    "cron, http and everything",
    {
      name: "report",
      description: "The daily report.",
      tags: ["team:finance", "daily"],
      spec: { type: "cron", expression: "0 30 9 * * 1-5", timeZone: "Europe/Vienna" },
      startAt: new Date("2030-01-01T00:00:00Z"),
      endAt: new Date("2031-01-01T00:00:00Z"),
      maxRuns: 12,
      jitter: 90_000,
      exclusions: [
        { type: "dates", dates: ["2030-12-24", "2030-12-25"] },
        { type: "weekly", weekdays: [1], from: "09:00", until: "10:00", timeZone: "UTC" },
        { type: "cron", expression: "* * 1 * *" },
      ],
      target: {
        type: "http",
        url: "https://example.com/report",
        method: "PUT",
        headers: { Authorization: "Bearer {{ secrets.TOKEN }}", Accept: "*/*" },
        body: "{}",
        expectedStatuses: [200, 202],
      },
      payload: { format: "pdf", pages: [1, 2], deep: { empty: null } },
      misfirePolicy: "FIRE_ALL",
      misfireGrace: 3_600_000,
      overlapPolicy: "BUFFER_ONE",
      maxAttempts: 1,
      initialBackoff: 250,
      maxBackoff: 5_400_000,
      attemptTimeout: 90_000,
      delivery: "AT_MOST_ONCE",
      priority: 1,
      queue: "reports",
    },
  ],
  [
    "an interval and a Kubernetes Job",
    {
      name: "import",
      spec: { type: "interval", every: 5_400_000, anchorAt: new Date("2030-01-01T00:30:00Z") },
      target: {
        type: "kubernetesJob",
        image: "registry.example.com/import:1",
        command: ["sh", "-c"],
        args: ["echo {{ run.id }}\necho end", "", "two words"],
        env: [
          { name: "MODE", value: "fast" },
          { name: "TOKEN", secretKeyRef: { name: "api", key: "token" } },
          { name: "HOST", configMapKeyRef: { name: "hosts", key: "main" } },
        ],
        requests: { cpu: "100m" },
        limits: { memory: "64Mi" },
        labels: { team: "data" },
        namespace: "jobs",
        serviceAccount: "importer",
        podSecurity: "BASELINE",
        runAsUser: 1000,
        keepFinished: 120_000,
      },
    },
  ],
  [
    "a gRPC call of TaskHandlerService",
    {
      name: "call",
      spec: { type: "cron", expression: "0 * * * *" },
      target: { type: "grpc", address: "reports.example.com:443" },
    },
  ],
  [
    "another gRPC call",
    {
      name: "other-call",
      spec: { type: "cron", expression: "0 * * * *" },
      target: {
        type: "grpc",
        address: "dns:///reports:50051",
        plaintext: true,
        rpc: "reports.v1.ReportService/Send",
        request: '{ "day": "{{ run.dueAt }}" }',
        metadata: { authorization: "Bearer {{ secrets.TOKEN }}" },
      },
    },
  ],
  [
    "a command",
    {
      name: "command",
      spec: { type: "cron", expression: "0 * * * *" },
      target: {
        type: "command",
        argv: ["/usr/bin/report", "--day={{ run.dueAt }}", "", "two\nlines"],
        workingDirectory: "/srv",
        environment: { TOKEN: "{{ secrets.TOKEN }}" },
        expectedExitCodes: [0, 3],
      },
    },
  ],
  [
    "a shell script",
    {
      name: "script",
      spec: { type: "cron", expression: "0 * * * *" },
      target: { type: "command", shell: true, argv: ["set -eu\necho $1\n", "{{ run.id }}", "a b"] },
    },
  ],
  [
    "a handler",
    {
      name: "report",
      spec: { type: "cron", expression: "0 * * * *" },
      target: { type: "handler", handler: "reports/send" },
    },
  ],
  [
    "one instant and nothing else",
    {
      name: "once",
      spec: { type: "once", at: new Date("2030-01-01T00:00:00Z") },
      target: { type: "noop" },
    },
  ],
];

describe("draftOfDefinition", () => {
  test.each(DEFINITIONS)("is read back as it was: %s", (_, input) => {
    const definition = ScheduleDefinition.parse(input);
    expect(checkDraft(draftOfDefinition(definition, "UTC"))).toEqual({ definition });
  });
});
