import { crashAtPoints } from "../faults.ts";
import type { Scenario } from "../scenario.ts";

export const replicaCrashPoints: Scenario = {
  name: "replica-crash-points",
  promise: "A replica may die between commit and enqueue, or between enqueue and its confirmation.",
  toleranceMs: 10_000,
  repeats: "never",
  loadSeconds: 25,
  async disturb(stage) {
    const [victim] = stage.system.replicas;
    if (victim) await crashAtPoints(stage, victim, ["COMMITTED", "ENQUEUED"], 2);
  },
};
