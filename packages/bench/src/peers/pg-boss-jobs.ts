import { PgBoss } from "pg-boss";
import { runPeer } from "./peer-program.ts";

// pg-boss with a job for each schedule that starts after the instant, fetched in batches as often as it allows.

const QUEUE = "begin";
const BATCH_SIZE = 5_000;

await runPeer(async ({ databaseUrl, pieces, begin }) => {
  const boss = new PgBoss({ connectionString: databaseUrl, max: 20 });
  boss.on("error", (error) => void process.stderr.write(`${error.message}\n`));
  await boss.start();
  await boss.createQueue(QUEUE);
  for (let from = 0; from < pieces.length; from += BATCH_SIZE) {
    await boss.insert(
      QUEUE,
      pieces
        .slice(from, from + BATCH_SIZE)
        .map(({ index, dueAt }) => ({ data: { index }, startAfter: dueAt })),
    );
  }
  await boss.work<{ index: number }>(QUEUE, { batchSize: 500, pollingIntervalSeconds: 0.5 }, async (jobs) => {
    for (const { data } of jobs) begin(data.index);
  });
  return () => boss.stop({ graceful: false });
});
