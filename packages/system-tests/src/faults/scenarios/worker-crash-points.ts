import { crashAtPoint } from "../faults.ts";
import type { Scenario } from "../scenario.ts";

const POINTS = ["CLAIMED", "CALLED", "ENDED"];

export const workerCrashPoints: Scenario = {
  name: "worker-crash-points",
  promise: "Workers may die right after a claim, after the call, or after recording the end, all at once.",
  // for a while no worker is left, and their runs are taken over when their leases have ended
  toleranceMs: 30_000,
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
