import { createLogger, loadConfig, onShutdown, ProcessConfig, runMain } from "../src/index.ts";

/** A small process for the tests of the process's life: what it does is its argument. */
const behaviour = process.argv[2];

await runMain("fixture", async () => {
  if (behaviour === "fails to start") throw new Error("the database is asleep");
  const config = loadConfig(ProcessConfig, process.env);
  const logger = createLogger({ service: "fixture", level: config.LOG_LEVEL });
  const steps = [
    ["first", () => logger.info("first step")],
    [
      "second",
      async () => {
        if (behaviour === "step fails") throw new Error("no");
        if (behaviour === "step hangs") await new Promise(() => undefined);
      },
    ],
    ["third", () => logger.info("third step")],
  ] as const;
  const shutdown = onShutdown({
    logger,
    steps,
    deadlineMs: config.SHUTDOWN_DEADLINE,
    signalExitCode: behaviour === "is a long job" ? 7 : 0,
  });
  // a process without anything to wait for would end by itself
  setInterval(() => undefined, 60_000);
  logger.info("ready");
  if (behaviour === "throws later") setTimeout(() => JSON.parse("{"), 1);
  if (behaviour === "rejects later") void Promise.reject(new Error("nobody waits"));
  if (behaviour === "is a job") await shutdown.run("done", 3);
});
