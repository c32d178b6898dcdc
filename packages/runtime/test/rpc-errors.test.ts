import { describe, expect, test } from "bun:test";
import { DomainError, type DomainErrorCode } from "@repo/core";
import { z } from "zod";
import { formErrorsOf, RpcError, type StatusCode } from "../src/rpc/client/index.ts";
import { connectRuns, failureOf, startRunServer } from "./run-service-fixture.ts";

async function callThatThrows(error: unknown) {
  await using server = await startRunServer({
    getRun: async () => {
      throw error;
    },
  });
  using client = connectRuns(server.address);
  const failure = await failureOf(client.getRun({ id: "1" }));
  if (!(failure instanceof RpcError)) throw failure;
  return { failure, logged: await server.callLogged("GetRun") };
}

describe("an error of the domain crosses the wire", () => {
  test.each<[DomainErrorCode, StatusCode]>([
    ["INVALID", "INVALID_ARGUMENT"],
    ["NOT_FOUND", "NOT_FOUND"],
    ["ALREADY_EXISTS", "ALREADY_EXISTS"],
    ["CONFLICT", "ABORTED"],
    ["FAILED_PRECONDITION", "FAILED_PRECONDITION"],
    ["RESOURCE_EXHAUSTED", "RESOURCE_EXHAUSTED"],
    ["UNAVAILABLE", "UNAVAILABLE"],
  ])("%s as %s", async (code, status) => {
    const fields = [{ field: "spec.expression", message: "has 4 fields — use 5 or 6" }];
    const { failure, logged } = await callThatThrows(
      new DomainError(code, "SOME_REASON", "in words – ü", fields),
    );
    expect(failure).toMatchObject({
      code: status,
      message: "in words – ü",
      reason: "SOME_REASON",
      fields,
      method: "scheduler.v1.RunService/GetRun",
    });
    expect(logged).toMatchObject({ level: "info", code: status, reason: "SOME_REASON" });
  });
});

test("a zod error becomes INVALID_ARGUMENT with the path of each field", async () => {
  const parsed = z.object({ spec: z.object({ zone: z.string("is missing") }) }).safeParse({ spec: {} });
  const { failure } = await callThatThrows(parsed.error);
  expect(failure.code).toBe("INVALID_ARGUMENT");
  expect(failure.fields).toEqual([{ field: "spec.zone", message: "is missing" }]);
});

test("an unknown error tells the caller a request id and nothing else; the log has it with its stack", async () => {
  const { failure, logged } = await callThatThrows(new Error("select * from users where password = 'x'"));
  expect(failure.code).toBe("INTERNAL");
  expect(failure.requestId).toMatch(/^[0-9a-f-]{36}$/);
  expect(failure.message).toBe(`internal error (request ${failure.requestId})`);
  expect(logged).toMatchObject({ level: "error", code: "INTERNAL", requestId: failure.requestId });
  expect(JSON.stringify(logged.err)).toContain("rpc-errors.test.ts");
});

test("something thrown that is no Error is answered like any unknown error", async () => {
  const { failure } = await callThatThrows("boom");
  expect(failure.code).toBe("INTERNAL");
  expect(failure.message).not.toContain("boom");
});

test("violations too many and too long for one header block are cut, and the status still arrives", async () => {
  const fields = Array.from({ length: 5_000 }, (_, i) => ({
    field: `tags.${i}`,
    message: "ü".repeat(5_000),
  }));
  const { failure } = await callThatThrows(new DomainError("INVALID", "SOME", "ü".repeat(50_000), fields));
  expect(failure).toMatchObject({ code: "INVALID_ARGUMENT", reason: "SOME" });
  expect(failure.fields.length).toBe(25);
  expect(failure.message.length).toBe(500);
});

test.each([498, 499, 500])(
  "a message is not cut in the middle of a character: %p letters",
  async (length) => {
    const { failure } = await callThatThrows(new DomainError("INVALID", "SOME", `${"x".repeat(length)}😀😀`));
    expect(failure).toMatchObject({ code: "INVALID_ARGUMENT", reason: "SOME" });
  },
);

describe("a form shows", () => {
  test("each violation at its field", async () => {
    const { failure } = await callThatThrows(
      new DomainError("INVALID", "INVALID_ARGUMENT", "name: too long", [
        { field: "name", message: "too long" },
      ]),
    );
    expect(formErrorsOf(failure)).toEqual({
      code: "INVALID_ARGUMENT",
      reason: "INVALID_ARGUMENT",
      fieldErrors: [{ path: "name", message: "too long" }],
    });
  });

  test("the message of an error that belongs to no field", async () => {
    const { failure } = await callThatThrows(
      new DomainError("CONFLICT", "STALE_REVISION", "changed meanwhile"),
    );
    expect(formErrorsOf(failure)).toEqual({
      code: "ABORTED",
      reason: "STALE_REVISION",
      fieldErrors: [],
      formError: "changed meanwhile",
    });
  });

  test("a request id instead of an internal message", async () => {
    const { failure } = await callThatThrows(new Error("secret"));
    expect(formErrorsOf(failure).formError).toBe(
      `Something failed (request ${failure.requestId}). Try again in a moment.`,
    );
  });

  test("that the server cannot be reached", async () => {
    using client = connectRuns("127.0.0.1:1");
    const errors = formErrorsOf(await failureOf(client.getRun({})));
    expect(errors).toEqual({
      code: "UNAVAILABLE",
      fieldErrors: [],
      formError: "The scheduler cannot be reached. Try again in a moment.",
    });
  });

  test("nothing for an error that is not from a call: it is thrown on", () => {
    const bug = new TypeError("undefined is not a function");
    expect(() => formErrorsOf(bug)).toThrow(bug);
  });
});
