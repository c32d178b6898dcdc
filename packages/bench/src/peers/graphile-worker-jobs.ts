import { makeWorkerUtils, run } from "graphile-worker";
import { runPeer } from "./peer-program.ts";

// graphile-worker with a job for each schedule, set to run at the instant; tuned as its documentation advises.

const BATCH_SIZE = 10_000;

await runPeer(async ({ databaseUrl, pieces, inHand, begin }) => {
  const utils = await makeWorkerUtils({ connectionString: databaseUrl });
  await utils.migrate();
  for (let from = 0; from < pieces.length; from += BATCH_SIZE) {
    await utils.addJobs(
      pieces
        .slice(from, from + BATCH_SIZE)
        .map(({ index, dueAt }) => ({ identifier: "begin", payload: { index }, runAt: dueAt })),
    );
  }
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
    taskList: { begin: async (payload) => begin((payload as { index: number }).index) },
  });
  return async () => {
    await runner.stop();
    await utils.release();
  };
});
