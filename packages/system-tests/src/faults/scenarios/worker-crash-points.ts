import { crashAtPoint } from "../faults.ts";
import type { Scenario } from "../scenario.ts";

const POINTS = ["CLAIMED", "CALLED", "ENDED"];

export const workerCrashPoints: Scenario = {
  name: "worker-crash-points",
  promise: "A worker may die right after its claim, right after the call, or right after recording the end.",
  toleranceMs: 20_000,
  repeats: "after a lost worker",
  system: { workers: POINTS.length },
  async disturb(stage) {
    const { workers } = stage.system;
    const crashes = POINTS.map(async (point, i) => {
      const victim = workers[i];
      if (victim) await crashAtPoint(stage, victim, { point, maxPass: 5 });
    });
    await Promise.all(crashes);
  },
};
