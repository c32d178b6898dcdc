import { expect, test } from "bun:test";
import { servedQueuesOf } from "./served-queues.ts";

const now = new Date("2026-11-24T12:00:00Z");
const alive = new Date(now.getTime() + 10_000);
const depthOf = (queue: string, waitingCount: number) => ({
  queue,
  waitingCount,
  activeCount: 0,
  delayedCount: 0,
});

test("a queue is served by the live workers that name it", () => {
  const processes = [
    { queues: ["default", "reports"], leaseExpiresAt: alive },
    { queues: ["default"], leaseExpiresAt: alive },
    { queues: ["default"], leaseExpiresAt: now },
    { queues: [], leaseExpiresAt: alive },
  ];
  const queues = servedQueuesOf({ queues: [depthOf("default", 3)], processes, now });
  expect(queues).toEqual([
    { ...depthOf("default", 3), workerCount: 2, isStuck: false },
    { ...depthOf("reports", 0), workerCount: 1, isStuck: false },
  ]);
});

test.each([
  ["holds runs and is named by nobody", 1, [], true],
  ["holds runs and is named by a worker that has fallen silent", 1, [now], true],
  ["holds runs and is named by a live worker", 1, [alive], false],
  ["is empty and named by nobody", 0, [], false],
] as const)("a queue that %s", (_, waiting, leases, isStuck) => {
  const processes = leases.map((leaseExpiresAt) => ({ queues: ["heavy"], leaseExpiresAt }));
  const [queue] = servedQueuesOf({ queues: [depthOf("heavy", waiting)], processes, now });
  expect(queue?.isStuck).toBe(isStuck);
});
