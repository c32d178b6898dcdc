import { describe, expect, test } from "bun:test";
import type { StatusCode } from "../wire/status-code.ts";
import { toRpcFailure } from "./rpc-failure.ts";

const SECRET = "postgres://user:secret@host";

function failure(code: string, options?: ErrorOptions): Error {
  return Object.assign(new Error(SECRET, options), { code });
}

describe("what a caller is told of an error that was not written for it", () => {
  test.each<[string, unknown, StatusCode]>([
    ["the database refuses connections", failure("ECONNREFUSED"), "UNAVAILABLE"],
    ["the database is starting up", failure("57P03"), "UNAVAILABLE"],
    ["an error that wraps such a one", new Error(SECRET, { cause: failure("ENOTFOUND") }), "UNAVAILABLE"],
    ["the pool has no connection", new Error("timeout exceeded when trying to connect"), "UNAVAILABLE"],
    // the statement may have been carried out: a client must not try again by itself
    ["the connection broke while in use", failure("57P01"), "INTERNAL"],
    ["a statement is wrong", failure("42601"), "INTERNAL"],
    ["something is thrown that is no error", SECRET, "INTERNAL"],
  ])("%s", (_, error, code) => {
    const told = toRpcFailure(error, "r-1");
    expect(told.code).toBe(code);
    expect(told.message).toContain("r-1");
    expect(told.message).not.toContain("secret");
  });

  test("causes that go round in a circle come to an end", () => {
    const error = new Error("a");
    error.cause = error;
    expect(toRpcFailure(error, "r-1").code).toBe("INTERNAL");
  });
});
