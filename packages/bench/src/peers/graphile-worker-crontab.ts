import { parseCronItems, run } from "graphile-worker";
import { runPeer } from "./peer-program.ts";

// graphile-worker with a crontab item for each schedule. Its crontab knows whole minutes in UTC.

await runPeer(async ({ databaseUrl, count, inHand, dueAt, begin }) => {
  const match = `${dueAt.getUTCMinutes()} ${dueAt.getUTCHours()} * * *`;
  const runner = await run({
    preset: {
      worker: {
        connectionString: databaseUrl,
        concurrentJobs: inHand,
        maxPoolSize: 20,
        pollInterval: 100,
        localQueue: { size: 500 },
        completeJobBatchDelay: 0,
        failJobBatchDelay: 0,
      },
    },
    noHandleSignals: true,
    parsedCronItems: parseCronItems(
      Array.from({ length: count }, (_, index) => ({
        task: "begin",
        match,
        identifier: `schedule-${index}`,
        payload: { index },
        options: { backfillPeriod: 0 },
      })),
    ),
    taskList: { begin: async (payload) => begin((payload as { index: number }).index) },
  });
  return () => runner.stop();
});
