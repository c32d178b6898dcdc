import { freeze } from "../faults.ts";
import type { Scenario } from "../scenario.ts";

export const replicaFrozen: Scenario = {
  name: "replica-frozen",
  promise: "A frozen replica, whatever locks it holds, keeps the others from nothing.",
  toleranceMs: 10_000,
  repeats: "never",
  async disturb(stage) {
    await freeze(stage, stage.random.pick(stage.system.replicas), 10_000);
  },
};
