import { crashAtPoints } from "../faults.ts";
import type { Scenario } from "../scenario.ts";

export const replicaCrashPoints: Scenario = {
  name: "replica-crash-points",
  promise: "A replica may die between commit and enqueue, or between enqueue and its confirmation.",
  toleranceMs: 10_000,
  repeats: "never",
  loadSeconds: 30,
  async disturb(stage) {
    const [first, second] = stage.system.replicas;
    if (first === undefined || second === undefined) return;
    // at the same time: what is due in the last seconds of the load is planned well before
    await Promise.all([
      crashAtPoints(stage, first, ["COMMITTED"], 2),
      crashAtPoints(stage, second, ["ENQUEUED"], 2),
    ]);
  },
};
