import { Queue, Worker } from "bullmq";
import { Redis } from "ioredis";
import pLimit from "p-limit";
import { runPeer } from "./peer-program.ts";

// A BullMQ job scheduler for each schedule, by a cron pattern that names the second.

await runPeer(async ({ redisUrl, pieces, inHand, begin }) => {
  const connection = new Redis(redisUrl, { maxRetriesPerRequest: null });
  const queue = new Queue("schedulers", { connection });
  const limit = pLimit(100);
  await Promise.all(
    pieces.map(({ index, dueAt }) =>
      limit(() =>
        queue.upsertJobScheduler(
          `schedule-${index}`,
          {
            pattern: `${dueAt.getUTCSeconds()} ${dueAt.getUTCMinutes()} ${dueAt.getUTCHours()} * * *`,
            tz: "UTC",
          },
          { name: "run", data: { index }, opts: { removeOnComplete: true } },
        ),
      ),
    ),
  );
  const worker = new Worker<{ index: number }>("schedulers", async ({ data }) => begin(data.index), {
    connection: new Redis(redisUrl, { maxRetriesPerRequest: null }),
    concurrency: inHand,
  });
  await worker.waitUntilReady();
  return () => worker.close(true);
});
