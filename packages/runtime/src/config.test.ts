import { describe, expect, test } from "bun:test";
import { tmpdir } from "node:os";
import { z } from "zod";
import { loadConfig } from "./config.ts";
import {
  addressSetting,
  durationSetting,
  flagSetting,
  integerSetting,
  portSetting,
  urlSetting,
} from "./config-values.ts";
import { ProcessConfig, RpcServerConfig } from "./process-config.ts";
import { StartupError } from "./startup-error.ts";

function refusal(schema: z.ZodObject, env: Record<string, string>): string {
  try {
    loadConfig(schema, env);
  } catch (error) {
    if (error instanceof StartupError) return error.message;
    throw error;
  }
  throw new Error("expected a refusal");
}

describe("a setting is read:", () => {
  test.each<[string, z.ZodType, string, unknown]>([
    ["milliseconds", durationSetting(), "500ms", 500],
    ["seconds", durationSetting(), "30s", 30_000],
    ["minutes", durationSetting(), "15m", 900_000],
    ["hours with a fraction", durationSetting(), "1.5h", 5_400_000],
    ["a port", portSetting(), "50051", 50_051],
    ["a number", integerSetting({ min: 1, max: 10 }), "10", 10],
    ["a flag set", flagSetting(), "true", true],
    ["a flag cleared", flagSetting(), "false", false],
    ["a URL", urlSetting("postgresql", "postgres"), "postgres://u:p@h:5432/db", "postgres://u:p@h:5432/db"],
    ["an address", addressSetting(), "schedules:50051", "schedules:50051"],
    ["a gRPC target", addressSetting(), "ipv4:10.0.0.1:1,10.0.0.2:1", "ipv4:10.0.0.1:1,10.0.0.2:1"],
  ])("%s", (_, setting, text, expected) => {
    expect(loadConfig(z.object({ VALUE: setting }), { VALUE: text })).toEqual({ VALUE: expected });
  });
});

describe("a setting is refused with what would be right:", () => {
  test.each<[string, z.ZodType, string, string]>([
    [
      "a duration without unit",
      durationSetting(),
      "30",
      "VALUE=30: must be a duration from 1ms to 365d, for example 500ms, 30s or 15m",
    ],
    [
      "a duration below its minimum",
      durationSetting({ min: "1s", max: "1m" }),
      "500ms",
      "VALUE=500ms: must be a duration from 1s to 1m",
    ],
    [
      "a duration above its maximum",
      durationSetting({ min: "1s", max: "1m" }),
      "2m",
      "must be a duration from 1s to 1m",
    ],
    ["a negative duration", durationSetting(), "-5s", "must be a duration"],
    ["a port out of range", portSetting(), "70000", "VALUE=70000: must be a port number from 0 to 65535"],
    [
      "a number with letters",
      integerSetting({ min: 1, max: 9 }),
      "5x",
      "VALUE=5x: must be a whole number from 1 to 9",
    ],
    [
      "a number beyond its range",
      integerSetting({ min: 1, max: 9 }),
      "10",
      "must be a whole number from 1 to 9",
    ],
    ["a flag that is neither", flagSetting(), "yes", "VALUE=yes: must be true or false"],
    [
      "a URL of another kind",
      urlSetting("redis", "rediss"),
      "http://x",
      "beginning with redis:// or rediss://",
    ],
    [
      "an address without port",
      addressSetting(),
      "schedules",
      "must be host:port, for example schedule-microservice:50051",
    ],
  ])("%s", (_, setting, text, expected) => {
    expect(refusal(z.object({ VALUE: setting }), { VALUE: text })).toContain(expected);
  });
});

test("every wrong variable is named at once, one line each", () => {
  const schema = z.object({
    ...RpcServerConfig.shape,
    DATABASE_URL: urlSetting("postgresql"),
    WORKERS: portSetting(),
  });
  expect(refusal(schema, { GRPC_PORT: "abc", WORKERS: "" }).split("\n")).toEqual([
    "3 settings are missing or wrong in the environment:",
    "  GRPC_PORT=abc: must be a port number from 0 to 65535",
    "  DATABASE_URL is not set: must be a URL such as postgresql://user:password@host:port, beginning with postgresql://",
    "  WORKERS is not set: must be a port number from 0 to 65535",
  ]);
});

test("a value that may hold a secret is never shown", () => {
  const schema = z.object({
    DATABASE_URL: urlSetting("postgresql"),
    API_TOKEN: portSetting(),
    HOST: portSetting(),
  });
  const text = refusal(schema, {
    DATABASE_URL: "mysql://u:hunter2@h",
    API_TOKEN: "hunter2",
    HOST: "u:hunter2@h",
  });
  expect(text).not.toContain("hunter2");
});

test("a long value is cut", () => {
  expect(refusal(z.object({ VALUE: flagSetting() }), { VALUE: "x".repeat(1_000) }).length).toBeLessThan(200);
});

test("an empty variable counts as not set, so that its default holds", () => {
  expect(loadConfig(ProcessConfig, { LOG_LEVEL: "", METRICS_PORT: "" })).toEqual({
    LOG_LEVEL: "info",
    LOG_PRETTY: false,
    SHUTDOWN_DEADLINE: 25_000,
  });
});

test("variables that are not asked for are left alone", () => {
  expect(loadConfig(z.object({ A: z.string() }), { A: "1", B: "2" })).toEqual({ A: "1" });
});

test("a value may be in a mounted file, which NAME_FILE names", async () => {
  const file = `${tmpdir()}/${crypto.randomUUID()}`;
  await Bun.write(file, "from the file\n");
  const Schema = z.object({ GREETING: z.string() });
  expect(loadConfig(Schema, { GREETING_FILE: file }).GREETING).toBe("from the file");
  expect(loadConfig(Schema, { GREETING_FILE: file, GREETING: "given" }).GREETING).toBe("given");
  await Bun.file(file).delete();
  expect(() => loadConfig(Schema, { GREETING_FILE: file })).toThrow(
    `GREETING_FILE=${file} names cannot be read: ENOENT`,
  );
});
