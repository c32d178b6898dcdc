import { expect, test } from "bun:test";
import { ScheduleDefinition } from "@repo/core";
import { parse } from "yaml";
import { writeDefinition } from "./definition-text.ts";

test("YAML and JSON say the same, and what they say is the definition", () => {
  const definition = ScheduleDefinition.parse({
    name: "nightly",
    spec: { type: "cron", expression: "0 2 * * *", timeZone: "Europe/Vienna" },
    startAt: new Date("2026-12-01T00:00:00Z"),
    target: { type: "http", url: "https://example.com/report", body: "one\ntwo: {{ run.dueAt }}\n" },
    payload: { yes: "no", list: [1, null] },
  });
  const { yaml, json } = writeDefinition(definition);
  const { startAt, ...rest } = parse(yaml);
  expect({ startAt, ...rest }).toEqual(JSON.parse(json));
  expect(ScheduleDefinition.parse({ ...rest, startAt: new Date(startAt) })).toEqual(definition);
});
