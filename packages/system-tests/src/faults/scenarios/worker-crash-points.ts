import { crashAtPoints } from "../faults.ts";
import type { Scenario } from "../scenario.ts";

export const workerCrashPoints: Scenario = {
  name: "worker-crash-points",
  promise: "A worker may die right after its claim, right after the call, or right after recording the end.",
  toleranceMs: 20_000,
  repeats: "after a lost worker",
  loadSeconds: 20,
  async disturb(stage) {
    const [victim] = stage.system.workers;
    if (victim) await crashAtPoints(stage, victim, ["CLAIMED", "CALLED", "ENDED"], 5);
  },
};
