import { expect, test } from "bun:test";
import type { RunEvent } from "@repo/core";
import { encodeRunEvent } from "@repo/proto";
import { RpcError } from "@repo/runtime/rpc/client";
import { type FollowOptions, followRuns } from "./follow-runs.ts";

const NOON = new Date("2026-11-23T12:00:00Z");
const AN_EVENT: RunEvent = {
  runId: "r1",
  scheduleId: "0199f2a0-0000-7000-8000-000000000000",
  scheduleName: "http-echo",
  state: "SUCCEEDED",
  message: "",
  attempt: 1,
  occurredAt: NOON,
  dueAt: NOON,
  fireAt: NOON,
};
const UNAVAILABLE = new RpcError("WatchRuns", "UNAVAILABLE", "gone");

/** What one connection does: "event" gives one, "end" and an error end it. */
type Script = ("event" | "end" | RpcError)[];

/** Follows a server that behaves as scripted, one script per connection, and tells what was heard of it. */
async function follow(scripts: Script[]): Promise<string[]> {
  const heard: string[] = [];
  const controller = new AbortController();
  async function* watchRuns() {
    const script = scripts.shift();
    if (script === undefined) return controller.abort();
    const [first] = script;
    if (first instanceof RpcError) throw first;
    yield { events: [] };
    for (const step of script) {
      if (step instanceof RpcError) throw step;
      if (step === "event") yield { events: [encodeRunEvent(AN_EVENT)] };
    }
  }
  await followRuns({
    runs: { watchRuns } as unknown as FollowOptions["runs"],
    signal: controller.signal,
    onEvent: ({ state }) => heard.push(state),
    onConnected: (awayMs) => heard.push(awayMs === undefined ? "connected" : "connected again"),
    onLost: () => heard.push("lost"),
  });
  return heard;
}

test.each<[string, Script[], string[]]>([
  ["events come through", [["event", "event", "end"]], ["connected", "SUCCEEDED", "SUCCEEDED"]],
  [
    "a broken stream is taken up again",
    [["event", UNAVAILABLE], ["event"]],
    ["connected", "SUCCEEDED", "lost", "connected again", "SUCCEEDED"],
  ],
  [
    "so is one that the server ends, as it does to spread its clients",
    [["end"], ["event"]],
    ["connected", "connected again", "SUCCEEDED"],
  ],
  [
    "a long absence is said once",
    [["end"], [UNAVAILABLE], [UNAVAILABLE], ["event"]],
    ["connected", "connected again", "SUCCEEDED"],
  ],
])("%s", async (_, scripts, heard) => {
  expect(await follow(scripts)).toEqual(heard);
});

test.each<[string, Script[], string]>([
  ["the first connection", [[UNAVAILABLE]], "UNAVAILABLE"],
  [
    "a watch that is not allowed any more",
    [["end"], [new RpcError("m", "PERMISSION_DENIED", "no")]],
    "PERMISSION_DENIED",
  ],
])("fails for good: %s", async (_, scripts, code) => {
  await expect(follow(scripts)).rejects.toMatchObject({ code });
});
