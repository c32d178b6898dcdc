import { PlannerService } from "@repo/proto/scheduler/v1/planner_service_pb";
import { createLogger, loadConfig, onShutdown, runMain, startLoop } from "@repo/runtime";
import { clientTlsOf, createServiceIdentity } from "@repo/runtime/auth";
import { createRpcClient } from "@repo/runtime/rpc/client";
import { Config } from "./config.ts";
import { parseEvery } from "./every.ts";
import { runOnce } from "./run-once.ts";

const SERVICE = "master-cron-job";

await runMain(SERVICE, async () => {
  const every = parseEvery(process.argv.slice(2));
  const config = loadConfig(Config, process.env);
  const logger = createLogger({ service: SERVICE, level: config.LOG_LEVEL, pretty: config.LOG_PRETTY });
  const identity = createServiceIdentity({ service: SERVICE, privateKey: config.SERVICE_PRIVATE_KEY }, () =>
    Date.now(),
  );
  const planner = createRpcClient(PlannerService, config.SCHEDULE_SERVICE_ADDRESS, {
    tls: clientTlsOf(config),
    headers: identity.headers,
  });

  const ending: (() => unknown)[] = [() => planner.close()];
  const shutdown = onShutdown({
    logger,
    deadlineMs: config.SHUTDOWN_DEADLINE,
    // a window that was cut short is not a planned window
    signalExitCode: every === undefined ? 1 : 0,
    steps: [["planning", () => Promise.all(ending.map((end) => end()))]],
  });
  const plan = () => runOnce({ planner, logger }, config, shutdown.signal);

  if (every === undefined) {
    const isComplete = await plan();
    await shutdown.run(isComplete ? "done" : "failed", isComplete ? 0 : 1);
  } else {
    const loop = startLoop({ name: "plan", intervalMs: every, tick: plan, logger });
    ending.unshift(() => loop.stop());
  }
});
