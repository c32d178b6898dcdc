import { Worker } from "bullmq";
import { Redis } from "ioredis";
import { runPeer } from "./peer-program.ts";
import { RAW_QUEUE } from "./raw-jobs.ts";

// A bare BullMQ worker. The jobs are added by whoever starts it.

await runPeer(async ({ redisUrl, inHand, begin }) => {
  const redis = new Redis(redisUrl, { maxRetriesPerRequest: null });
  const worker = new Worker<{ index: number }>(RAW_QUEUE, async ({ data }) => begin(data.index), {
    connection: redis,
    concurrency: inHand,
  });
  await worker.waitUntilReady();
  return () => worker.close(true);
});
