import { expect, test } from "bun:test";
import { createWatcherQueue, type RpcCall, type WatcherQueue } from "../src/rpc/server/index.ts";
import { connectRuns, failureOf, startRunServer, until } from "./run-service-fixture.ts";

type Event = { runId: string; message: string };

/** WatchRuns over bounded queues, and a way to publish to all of them. */
function watchedEvents(limit: number) {
  const queues = new Set<WatcherQueue<Event>>();
  const ended: RpcCall[] = [];
  async function* watchRuns(_: unknown, call: RpcCall) {
    const queue = createWatcherQueue<Event>({ call, limit });
    queues.add(queue);
    try {
      yield {};
      for await (const event of queue) yield { events: [event] };
    } finally {
      queues.delete(queue);
      ended.push(call);
    }
  }
  const publish = (event: Event) => [...queues].map((queue) => queue.push(event));
  return { queues, ended, watchRuns, publish };
}

const LARGE = "x".repeat(16 * 1024);

test("a watcher that does not read is ended with RESOURCE_EXHAUSTED and delays nobody else", async () => {
  const events = watchedEvents(200);
  await using server = await startRunServer({ watchRuns: events.watchRuns });
  using client = connectRuns(server.address);

  const stalled = client.watchRuns({});
  await stalled.next();
  const reader = client.watchRuns({});
  await reader.next();
  await until(() => events.queues.size === 2);

  const received: string[] = [];
  const reading = (async () => {
    for await (const message of reader) {
      received.push(...message.events.map(({ runId }) => runId));
      if (received.length === 2_000) return;
    }
  })();
  let slowestMs = 0;
  for (let i = 0; i < 2_000; i++) {
    events.publish({ runId: String(i), message: LARGE });
    if (i % 20 === 0) {
      // as fast as the good reader reads, so that only the stalled one falls behind
      await until(() => received.length > i - 100);
      const startedAt = performance.now();
      await client.getRun({ id: String(i) }, { deadlineMs: 2_000 });
      slowestMs = Math.max(slowestMs, performance.now() - startedAt);
    }
  }
  await reading;
  expect(received).toEqual(Array.from({ length: 2_000 }, (_, i) => String(i)));
  expect(slowestMs).toBeLessThan(500);

  // its handler is free at once, though the reader has still not read anything
  expect(events.ended.length).toBeGreaterThanOrEqual(1);
  expect(await server.callLogged("WatchRuns")).toMatchObject({
    code: "RESOURCE_EXHAUSTED",
    reason: "WATCHER_TOO_SLOW",
  });

  const failure = await failureOf(
    (async () => {
      for await (const _ of stalled);
    })(),
  );
  expect(failure).toMatchObject({
    code: "RESOURCE_EXHAUSTED",
    reason: "WATCHER_TOO_SLOW",
    message:
      "more than 200 events were waiting to be read; read faster or narrow the filter, and watch again",
  });
}, 30_000);

test("each stream has a connection of its own, which an age limit does not cut", async () => {
  const peers: string[] = [];
  await using server = await startRunServer(
    {
      async *watchRuns(_, call) {
        peers.push(call.peer);
        yield {};
        await Bun.sleep(400);
        yield { events: [{ runId: "after" }] };
      },
      getRun: async (_, call) => {
        peers.push(call.peer);
        return {};
      },
    },
    { limits: { maxConnectionAgeMs: 100 } },
  );
  using client = connectRuns(server.address);
  const watches = [client.watchRuns({}), client.watchRuns({})];
  for (const watch of watches) await watch.next();
  await client.getRun({});
  expect(new Set(peers).size).toBe(3);
  for (const watch of watches) expect((await watch.next()).value?.events[0]?.runId).toBe("after");
});

test("a queue whose watcher has left takes nothing more", async () => {
  const events = watchedEvents(10);
  await using server = await startRunServer({ watchRuns: events.watchRuns });
  using client = connectRuns(server.address);
  for await (const _ of client.watchRuns({})) break;
  await until(() => events.ended.length === 1);
  expect(events.publish({ runId: "1", message: "" })).toEqual([]);
});
