import { expect, test } from "bun:test";
import { startRecorder } from "../src/recorder.ts";

const HEADERS = {
  "idempotency-key": "0190-run",
  "x-scheduler-run-id": "0190-run",
  "x-scheduler-due-at": "2026-03-08T10:00:00.000Z",
  "x-scheduler-attempt": "2",
};

test("a call is recorded with what its headers say and when it arrived", async () => {
  await using recorder = startRecorder();
  const before = Date.now();
  const response = await fetch(recorder.urlFor("nightly report/1"), {
    method: "POST",
    headers: HEADERS,
    body: "{}",
  });
  expect(response.status).toBe(200);
  const [call] = recorder.calls;
  expect(call).toMatchObject({
    key: "nightly report/1",
    method: "POST",
    runId: "0190-run",
    idempotencyKey: "0190-run",
    dueAt: new Date("2026-03-08T10:00:00Z"),
    attempt: 2,
    body: "{}",
  });
  expect(call?.arrivedAt.getTime()).toBeGreaterThanOrEqual(before);
});

test("a call without the scheduler's headers is recorded as such", async () => {
  await using recorder = startRecorder();
  await fetch(recorder.urlFor("plain"), {
    headers: { "x-scheduler-due-at": "yesterday", "x-scheduler-attempt": "0" },
  });
  expect(recorder.callsOf("plain")).toMatchObject([
    { runId: undefined, dueAt: undefined, attempt: undefined },
  ]);
});

test("answers are set by key, and may depend on the call", async () => {
  await using recorder = startRecorder();
  recorder.answer("flaky", ({ attempt }) => (attempt === 1 ? { status: 503, body: "later" } : {}));
  const call = async (key: string, attempt: number) => {
    const response = await fetch(recorder.urlFor(key), {
      headers: { "x-scheduler-attempt": String(attempt) },
    });
    return [response.status, await response.text()];
  };
  expect(await call("flaky", 1)).toEqual([503, "later"]);
  expect(await call("flaky", 2)).toEqual([200, ""]);
  expect(await call("steady", 1)).toEqual([200, ""]);
});

test("a slow call is counted when it arrives, and does not hold up the stop", async () => {
  const recorder = startRecorder();
  recorder.answer("slow", { delay: 60_000 });
  const answer = fetch(recorder.urlFor("slow")).catch(() => "broken off");
  expect(await recorder.waitForCalls("slow", 1, 2_000)).toHaveLength(1);
  await recorder.stop();
  expect(await answer).toBe("broken off");
});

test("waiting for calls that do not come says how many did", async () => {
  await using recorder = startRecorder();
  await fetch(recorder.urlFor("one"));
  await expect(recorder.waitForCalls("one", 2, 50)).rejects.toThrow(
    "waited 50 ms for 2 calls for one; the last check threw: 1 have arrived",
  );
});
