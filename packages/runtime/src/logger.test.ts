import { describe, expect, test } from "bun:test";
import { createLogger, type LoggerOptions } from "./logger.ts";

function logged(
  write: (logger: ReturnType<typeof createLogger>) => void,
  options: Partial<LoggerOptions> = {},
) {
  const lines: string[] = [];
  write(
    createLogger({
      service: "test",
      level: "info",
      destination: { write: (line) => lines.push(line) },
      ...options,
    }),
  );
  return lines;
}

test("a line is JSON with ISO time, level by name and the service", () => {
  const [line = ""] = logged((logger) => logger.info({ runId: "1" }, "hello"));
  expect(JSON.parse(line)).toEqual({
    level: "info",
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    service: "test",
    runId: "1",
    msg: "hello",
  });
});

test("lines below the level are not written", () => {
  expect(logged((logger) => logger.info("quiet"), { level: "warn" })).toEqual([]);
});

describe("a secret is not written:", () => {
  const SECRET = "hunter2";
  test.each<[string, (logger: ReturnType<typeof createLogger>) => void]>([
    ["under a telling name", (logger) => logger.info({ password: SECRET })],
    ["one level down", (logger) => logger.info({ user: { token: SECRET } })],
    ["in request headers", (logger) => logger.info({ request: { headers: { authorization: SECRET } } })],
    ["in a list of cookies", (logger) => logger.info({ headers: { "set-cookie": [SECRET] } })],
    ["bound to a child logger", (logger) => logger.child({ secret: SECRET }).info("hello")],
    [
      "in the URL of a database",
      (logger) => logger.info({ url: `postgresql://scheduler:${SECRET}@db:5432/x` }),
    ],
    [
      "in the URL of a Redis without a user",
      (logger) => logger.info(`connecting to redis://:${SECRET}@redis:6379`),
    ],
    [
      "in the message of an error",
      (logger) => logger.error({ err: new Error(`redis://a:${SECRET}@b refused`) }),
    ],
    [
      "in the cause of an error",
      (logger) => logger.error({ err: new Error("no", { cause: new Error(`pg://a:${SECRET}@b`) }) }),
    ],
  ])("%s", (_, write) => {
    const [line = ""] = logged(write);
    expect(line).toContain("[redacted]");
    expect(line).not.toContain(SECRET);
    expect(() => JSON.parse(line)).not.toThrow();
  });
});

test("a URL without credentials stays as it is", () => {
  const [line = ""] = logged((logger) => logger.info({ url: "https://example.com/@me" }));
  expect(JSON.parse(line).url).toBe("https://example.com/@me");
});

test("for a person a line is text, with the same secrets left out", () => {
  const fixture = `import { createLogger } from "${import.meta.dir}/logger.ts";
    createLogger({ service: "test", level: "info", pretty: true }).info({ password: "hunter2" }, "to redis://a:hunter2@b");`;
  const { stdout, exitCode } = Bun.spawnSync([process.execPath, "-e", fixture]);
  const text = stdout.toString();
  expect(exitCode).toBe(0);
  expect(text).toContain("INFO");
  expect(text).toContain("redis://[redacted]@b");
  expect(text).not.toContain("hunter2");
});
