import { describe, expect, test } from "bun:test";
import { DomainError } from "@repo/core";
import { connectRuns, failureOf, startRunServer } from "./run-service-fixture.ts";

/** Refuses the first calls as a server does that is about to go. */
function unavailableTimes(times: number, code: "UNAVAILABLE" | "NOT_FOUND" = "UNAVAILABLE") {
  const counted = { calls: 0 };
  const answer = async () => {
    counted.calls++;
    if (counted.calls <= times) throw new DomainError(code, "TEST", "not now");
    return {};
  };
  return { counted, answer };
}

describe("a method that the proto file declares free of side effects", () => {
  test("is tried again when the server was not available", async () => {
    const { counted, answer } = unavailableTimes(2);
    await using server = await startRunServer({ getRun: answer });
    using client = connectRuns(server.address);
    await client.getRun({});
    expect(counted.calls).toBe(3);
  });

  test("is given up after four tries", async () => {
    const { counted, answer } = unavailableTimes(9);
    await using server = await startRunServer({ getRun: answer });
    using client = connectRuns(server.address);
    expect(await failureOf(client.getRun({}))).toMatchObject({ code: "UNAVAILABLE", reason: "TEST" });
    expect(counted.calls).toBe(4);
  });

  test("is not tried beyond its deadline", async () => {
    const { answer } = unavailableTimes(99);
    await using server = await startRunServer({ getRun: answer });
    using client = connectRuns(server.address);
    const startedAt = performance.now();
    await failureOf(client.getRun({}, { deadlineMs: 50 }));
    expect(performance.now() - startedAt).toBeLessThan(150);
  });

  test("is not tried again after an answer that will not change", async () => {
    const { counted, answer } = unavailableTimes(1, "NOT_FOUND");
    await using server = await startRunServer({ getRun: answer });
    using client = connectRuns(server.address);
    expect(await failureOf(client.getRun({}))).toMatchObject({ code: "NOT_FOUND" });
    expect(counted.calls).toBe(1);
  });
});

test("a method that changes something is never tried twice", async () => {
  const { counted, answer } = unavailableTimes(1);
  await using server = await startRunServer({ cancelRun: answer });
  using client = connectRuns(server.address);
  expect(await failureOf(client.cancelRun({}))).toMatchObject({ code: "UNAVAILABLE" });
  expect(counted.calls).toBe(1);
});
