import { expect, test } from "bun:test";
import type { RunEvent } from "@repo/core";
import { createWatchHub } from "./watch-hub.ts";

const anEvent = { runId: "r1", state: "RUNNING" } as RunEvent;

/** The API's streams, opened and fed by the test. */
function fakeApi() {
  const streams: {
    scheduleId: string;
    accessToken: string;
    signal: AbortSignal;
    push: (events: RunEvent[]) => void;
    fail: () => void;
  }[] = [];
  let opened = Promise.withResolvers<void>();
  const hub = createWatchHub({
    open(scheduleId, { accessToken, signal }) {
      const { readable, writable } = new TransformStream<RunEvent[]>();
      const writer = writable.getWriter();
      writer.closed.catch(() => undefined);
      signal.addEventListener("abort", () => void writer.abort().catch(() => undefined));
      streams.push({
        scheduleId,
        accessToken,
        signal,
        push: (events) => void writer.write(events),
        fail: () => void writer.abort(new Error("gone")),
      });
      opened.resolve();
      return readable;
    },
    pause: async () => {
      opened = Promise.withResolvers();
    },
  });
  return { hub, streams, nextOpened: () => opened.promise };
}

function listener(accessToken = "token") {
  const heard: string[] = [];
  let next = Promise.withResolvers<void>();
  const note = (what: string) => {
    heard.push(what);
    next.resolve();
    next = Promise.withResolvers();
  };
  return {
    heard,
    nextNote: () => next.promise,
    subscriber: {
      accessToken,
      onBegin: () => note("begin"),
      onLost: () => note("lost"),
      onEvents: (events: readonly RunEvent[]) => note(events.map(({ runId }) => runId).join()),
    },
  };
}

test("browsers with the same filter share one stream, and a late one knows at once that it runs", async () => {
  const { hub, streams } = fakeApi();
  const [one, two] = [listener(), listener()];
  hub.subscribe("", one.subscriber);
  streams[0]?.push([]);
  await one.nextNote();
  hub.subscribe("", two.subscriber);
  expect(two.heard).toEqual(["begin"]);
  streams[0]?.push([anEvent]);
  await two.nextNote();
  expect(streams).toHaveLength(1);
  expect(one.heard).toEqual(["begin", "r1"]);
});

test("another filter has a stream of its own", () => {
  const { hub, streams } = fakeApi();
  hub.subscribe("", listener().subscriber);
  hub.subscribe("s1", listener().subscriber);
  expect(streams.map(({ scheduleId }) => scheduleId)).toEqual(["", "s1"]);
});

test("the stream ends with its last browser", () => {
  const { hub, streams } = fakeApi();
  const leave = [hub.subscribe("", listener().subscriber), hub.subscribe("", listener().subscriber)];
  leave[0]?.();
  expect(streams[0]?.signal.aborted).toBe(false);
  leave[1]?.();
  expect(streams[0]?.signal.aborted).toBe(true);
});

test("a stream that is lost is opened again with a token that is still there, and browsers hear of the gap", async () => {
  const { hub, streams, nextOpened } = fakeApi();
  const [one, two] = [listener("old"), listener("new")];
  const leave = hub.subscribe("", one.subscriber);
  streams[0]?.push([]);
  await one.nextNote();
  hub.subscribe("", two.subscriber);
  leave();
  streams[0]?.fail();
  await two.nextNote();
  expect(two.heard).toEqual(["begin", "lost"]);
  await nextOpened();
  while (streams.length < 2) await Promise.resolve();
  expect(streams[1]?.accessToken).toBe("new");
  streams[1]?.push([]);
  await two.nextNote();
  expect(two.heard).toEqual(["begin", "lost", "begin"]);
});
