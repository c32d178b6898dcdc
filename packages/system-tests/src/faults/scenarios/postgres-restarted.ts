import { setTimeout as sleep } from "node:timers/promises";
import type { Scenario } from "../scenario.ts";

export const postgresRestarted: Scenario = {
  name: "postgres-restarted",
  promise: "Postgres may crash, or restart in good order, without a run lost or doubled.",
  toleranceMs: 15_000,
  repeats: "never",
  async disturb(stage) {
    const { postgres } = stage.system;
    await stage.untilShare(0.15);
    stage.faultBegins("SIGKILL Postgres");
    await postgres.kill();
    await sleep(1_000);
    await postgres.start();
    stage.faultEnds();

    await stage.untilShare(0.6);
    stage.faultBegins("restart Postgres");
    await postgres.stop();
    await postgres.start();
    stage.faultEnds();
  },
};
