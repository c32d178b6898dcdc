import { expect, test } from "bun:test";
import { createMicroBatch } from "./micro-batch.ts";

/** A batch whose runs end when the test says so. */
function controlled({ maxSize = 100, maxInFlight = 1 } = {}) {
  const batches: { items: number[]; finish: () => void; fail: (error: Error) => void }[] = [];
  const batch = createMicroBatch<number, string>({
    maxSize,
    maxInFlight,
    run: (items) => {
      const { promise, resolve, reject } = Promise.withResolvers<string[]>();
      batches.push({ items, finish: () => resolve(items.map((item) => `#${item}`)), fail: reject });
      return promise;
    },
  });
  return { batch, batches };
}
const turn = () => new Promise((resolve) => setImmediate(resolve));
const numbers = (count: number) => Array.from({ length: count }, (_, i) => i);

test("what comes in one turn goes in one batch, and each caller gets its own result", async () => {
  const { batch, batches } = controlled();
  const results = numbers(5).map((item) => batch.add(item));
  await turn();
  expect(batches.map(({ items }) => items)).toEqual([[0, 1, 2, 3, 4]]);
  batches[0]?.finish();
  expect(await Promise.all(results)).toEqual(["#0", "#1", "#2", "#3", "#4"]);
});

test("while a batch is under way the next collects, in order", async () => {
  const { batch, batches } = controlled();
  void batch.add(0);
  await turn();
  for (const item of [1, 2, 3]) void batch.add(item);
  await turn();
  expect(batches).toHaveLength(1);
  batches[0]?.finish();
  await turn();
  await turn();
  expect(batches.map(({ items }) => items)).toEqual([[0], [1, 2, 3]]);
});

test("no batch is larger, and no more are under way, than allowed", async () => {
  const { batch, batches } = controlled({ maxSize: 2, maxInFlight: 3 });
  const results = numbers(9).map((item) => batch.add(item));
  for (let i = 0; i < 5; i++) await turn();
  expect(batches.map(({ items }) => items)).toEqual([
    [0, 1],
    [2, 3],
    [4, 5],
  ]);
  for (let i = 0; i < 5; i++) {
    batches[i]?.finish();
    await turn();
    await turn();
  }
  expect(await Promise.all(results)).toHaveLength(9);
});

test("a failure is that of its batch and of no other", async () => {
  const { batch, batches } = controlled({ maxSize: 1, maxInFlight: 2 });
  const [bad, good] = [batch.add(1), batch.add(2)];
  await turn();
  await turn();
  batches[0]?.fail(new Error("the connection is gone"));
  batches[1]?.finish();
  expect(bad).rejects.toThrow("the connection is gone");
  expect(await good).toBe("#2");
});

test("draining waits for what waits and for what is under way", async () => {
  const { batch, batches } = controlled();
  void batch.add(1);
  let drained = false;
  const draining = batch.drain().then(() => {
    drained = true;
  });
  await turn();
  await turn();
  expect(drained).toBe(false);
  batches[0]?.finish();
  await draining;
  await batch.drain();
});

/** A batch that gives way to another, and what came of it, batch by batch. */
function givingWay({ quietMs = 5, atMostMs = 10_000 } = {}) {
  const other = { quietMs: 0 };
  const batches: number[][] = [];
  const began = Promise.withResolvers<number>();
  const batch = createMicroBatch<number, undefined>({
    maxSize: 100,
    maxInFlight: 1,
    giveWay: { to: other, quietMs, atMostMs },
    run: async (items) => {
      batches.push(items);
      began.resolve(performance.now());
      return items.map(() => undefined);
    },
  });
  return { other, batch, batches, began: began.promise };
}

test("what gives way waits while the other is busy, and goes when that has been quiet for long enough", async () => {
  const { other, batch, batches, began } = givingWay({ quietMs: 5 });
  void batch.add(1);
  for (other.quietMs of [0, 4]) for (let i = 0; i < 3; i++) await turn();
  void batch.add(2);
  await turn();
  expect(batches).toEqual([]);
  other.quietMs = 5;
  await began;
  expect(batches).toEqual([[1, 2]]);
});

test("what gives way does not do so for ever", async () => {
  const { batch, batches, began } = givingWay({ quietMs: 2, atMostMs: 30 });
  const addedAt = performance.now();
  void batch.add(1);
  expect((await began) - addedAt).toBeGreaterThanOrEqual(30);
  expect(batches).toEqual([[1]]);
});

test("nobody waits for one that has been quiet from the start", async () => {
  const { batch } = controlled();
  expect(batch.quietMs).toBe(Number.POSITIVE_INFINITY);
  void batch.add(1);
  expect(batch.quietMs).toBe(0);
});
