import { expect, test } from "bun:test";
import { SHARD_COUNT } from "@repo/core";
import { PlannerService } from "@repo/proto/scheduler/v1/planner_service_pb";
import { createLogger } from "@repo/runtime";
import { createRpcClient } from "@repo/runtime/rpc/client";
import { RpcFailure } from "@repo/runtime/rpc/server";
import { serviceHeaders } from "@repo/testing";
import { type PlanSettings, planWindow } from "../src/plan-window.ts";
import { type PlannedChunk, type ReplicaOptions, startReplica, unavailable } from "./planner-replica.ts";

const NOON = new Date("2026-03-02T12:00:00Z");
const MINUTE = 60_000;
const minuteOf = ({ until }: PlannedChunk) => (until.getTime() - NOON.getTime()) / MINUTE;

/** Plans 15 minutes in slices of 5 over 4 lanes, 2 chunks at once, against a replica. */
async function plan(
  replicaOptions: ReplicaOptions,
  settings: Partial<PlanSettings> = {},
  signal?: AbortSignal,
) {
  await using replica = await startReplica({ now: NOON, ...replicaOptions });
  const planner = createRpcClient(PlannerService, replica.address, { headers: serviceHeaders() });
  try {
    const result = await planWindow(
      { planner, logger: createLogger({ service: "test", level: "silent" }) },
      {
        window: { from: NOON, until: new Date(NOON.getTime() + 15 * MINUTE) },
        chunkLength: 5 * MINUTE,
        laneCount: 4,
        concurrency: 2,
        leisureMs: 0,
        chunkDeadline: 2_000,
        retries: { attempts: 3, firstDelay: 1, maxDelay: 5 },
        ...settings,
      },
      signal ?? new AbortController().signal,
    );
    return { result, chunks: replica.chunks };
  } finally {
    planner.close();
  }
}

test("every lane's next slice is planned before any lane's slice after it: what is due soonest goes first", async () => {
  const { result, chunks } = await plan({});
  expect(result).toEqual({ plannedCount: 120, skippedCount: 12, chunkCount: 12, failures: [] });
  expect(chunks.map(minuteOf)).toEqual([5, 5, 5, 5, 10, 10, 10, 10, 15, 15, 15, 15]);
  for (const minute of [5, 10, 15]) {
    const lanes = chunks
      .filter((chunk) => minuteOf(chunk) === minute)
      .sort((a, b) => a.shardFrom - b.shardFrom);
    expect(lanes[0]?.shardFrom).toBe(0);
    expect(lanes.at(-1)?.shardUntil).toBe(SHARD_COUNT);
    lanes.slice(1).forEach((lane, i) => {
      expect(lane.shardFrom).toBe(lanes[i]?.shardUntil ?? -1);
    });
  }
});

test("no more chunks are under way than allowed", async () => {
  let active = 0;
  let most = 0;
  await plan(
    {
      onChunk: async () => {
        most = Math.max(most, ++active);
        await new Promise((resolve) => setImmediate(resolve));
        active--;
      },
    },
    { concurrency: 3, laneCount: 8 },
  );
  expect(most).toBe(3);
});

test("a replica that fails now and then is asked again, and the window is planned", async () => {
  // each chunk fails once: by the order of arrival, one chunk could be the one that fails every time
  const asked = new Set<string>();
  const { result, chunks } = await plan({
    onChunk: (chunk) => {
      const name = `${chunk.shardFrom} ${minuteOf(chunk)}`;
      if (asked.has(name)) return;
      asked.add(name);
      throw unavailable();
    },
  });
  expect(result).toMatchObject({ chunkCount: 12, failures: [] });
  expect(chunks).toHaveLength(24);
});

test("a chunk that fails for good ends its lane; the other lanes are planned to the end", async () => {
  const { result, chunks } = await plan({
    onChunk: (chunk) => {
      if (chunk.shardFrom === 0 && minuteOf(chunk) === 10) throw unavailable();
    },
  });
  expect(result.failures).toMatchObject([
    {
      shards: { shardFrom: 0, shardUntil: 64 },
      until: new Date(NOON.getTime() + 10 * MINUTE),
      error: { code: "UNAVAILABLE" },
    },
  ]);
  expect(result.chunkCount).toBe(10);
  const firstLane = chunks.filter((chunk) => chunk.shardFrom === 0).map(minuteOf);
  // the client has tried again too
  expect(firstLane.length).toBeGreaterThanOrEqual(4);
  expect(new Set(firstLane)).toEqual(new Set([5, 10]));
});

test("an answer that would be the same again is not asked for again", async () => {
  const { result, chunks } = await plan({
    onChunk: () => {
      throw new RpcFailure("FAILED_PRECONDITION", "no");
    },
  });
  expect(chunks).toHaveLength(4);
  expect(result.failures).toHaveLength(4);
});

test("a shutdown ends the calls that are under way and begins no other", async () => {
  const controller = new AbortController();
  const { result, chunks } = await plan(
    {
      onChunk: async (_, index) => {
        if (index === 1) controller.abort();
        await new Promise(() => undefined);
      },
    },
    {},
    controller.signal,
  );
  expect(chunks).toHaveLength(2);
  expect(result).toMatchObject({ chunkCount: 0, failures: [{}, {}, {}, {}] });
});
