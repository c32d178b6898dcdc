import { PgBoss } from "pg-boss";
import { runPeer } from "./peer-program.ts";

// pg-boss with a job for each schedule that starts after the instant, fetched in batches as often as it allows.

const QUEUE = "begin";
const BATCH_SIZE = 5_000;

await runPeer(async ({ databaseUrl, count, dueAt, begin }) => {
  const boss = new PgBoss({ connectionString: databaseUrl, max: 20 });
  boss.on("error", (error) => void process.stderr.write(`${error.message}\n`));
  await boss.start();
  await boss.createQueue(QUEUE);
  for (let from = 0; from < count; from += BATCH_SIZE) {
    await boss.insert(
      QUEUE,
      Array.from({ length: Math.min(BATCH_SIZE, count - from) }, (_, i) => ({
        data: { index: from + i },
        startAfter: dueAt,
      })),
    );
  }
  await boss.work<{ index: number }>(QUEUE, { batchSize: 500, pollingIntervalSeconds: 0.5 }, async (jobs) => {
    for (const { data } of jobs) begin(data.index);
  });
  return () => boss.stop({ graceful: false });
});
