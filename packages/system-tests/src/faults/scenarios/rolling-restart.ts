import type { Scenario } from "../scenario.ts";

export const rollingRestart: Scenario = {
  name: "rolling-restart",
  promise: "Every process may be restarted in good order under load: nothing is lost, doubled or repeated.",
  toleranceMs: 5_000,
  repeats: "never",
  targetDelay: 400,
  loadSeconds: 20,
  async disturb(stage) {
    const rounds = stage.form === "short" ? 1 : 4;
    for (let i = 0; i < rounds; i++) {
      await stage.untilShare((i + 0.1) / rounds);
      for (const process of stage.system.processes()) {
        stage.faultBegins(`restart ${process.name}`);
        await process.stop();
        await process.start();
      }
      stage.faultEnds();
    }
  },
};
