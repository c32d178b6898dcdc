import pLimit from "p-limit";
import { PgBoss } from "pg-boss";
import { runPeer } from "./peer-program.ts";

// pg-boss with a cron schedule for each schedule, looked at every second, which is the least it allows.

const QUEUE = "begin";

await runPeer(async ({ databaseUrl, count, dueAt, begin }) => {
  const boss = new PgBoss({
    connectionString: databaseUrl,
    max: 20,
    cronMonitorIntervalSeconds: 1,
    cronWorkerIntervalSeconds: 1,
  });
  boss.on("error", (error) => void process.stderr.write(`${error.message}\n`));
  await boss.start();
  await boss.createQueue(QUEUE);
  const limit = pLimit(20);
  const cron = `${dueAt.getUTCMinutes()} ${dueAt.getUTCHours()} * * *`;
  await Promise.all(
    Array.from({ length: count }, (_, index) =>
      limit(() => boss.schedule(QUEUE, cron, { index }, { key: `schedule-${index}`, tz: "UTC" })),
    ),
  );
  await boss.work<{ index: number }>(
    QUEUE,
    { batchSize: 2_000, pollingIntervalSeconds: 0.5 },
    async (jobs) => {
      for (const { data } of jobs) begin(data.index);
    },
  );
  return () => boss.stop({ graceful: false });
});
