import { MASTER_PERIOD_MS } from "../../system/index.ts";
import { freeze } from "../faults.ts";
import type { Scenario } from "../scenario.ts";

export const masterFrozen: Scenario = {
  name: "master-frozen",
  promise: "A frozen master is the same as none, and plans nothing twice when it goes on.",
  toleranceMs: 3_000,
  repeats: "never",
  async disturb(stage) {
    await freeze(stage, stage.random.pick(stage.system.masters), 2 * MASTER_PERIOD_MS);
  },
};
