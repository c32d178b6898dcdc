import { crashAtPoint } from "../faults.ts";
import type { Scenario } from "../scenario.ts";

const POINTS = ["COMMITTED", "ENQUEUED"];

export const replicaCrashPoints: Scenario = {
  name: "replica-crash-points",
  promise:
    "Replicas may die between commit and enqueue, or between enqueue and its confirmation, all at once.",
  // for a while no replica is left, and what the outbox finds is five seconds old
  toleranceMs: 25_000,
  repeats: "never",
  loadSeconds: 25,
  async disturb(stage) {
    const { replicas } = stage.system;
    const crashes = POINTS.map(async (point, i) => {
      const victim = replicas[i];
      if (victim) await crashAtPoint(stage, victim, { point, maxPass: 2 });
    });
    await Promise.all(crashes);
  },
};
