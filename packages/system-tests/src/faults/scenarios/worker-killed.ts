import { killAtRandom } from "../faults.ts";
import type { Scenario } from "../scenario.ts";

export const workerKilled: Scenario = {
  name: "worker-killed",
  promise: "A worker that dies at any moment loses no run: another worker takes it over.",
  toleranceMs: 20_000,
  repeats: "after a lost worker",
  targetDelay: 300,
  disturb: (stage) => killAtRandom(stage, stage.system.workers),
};
