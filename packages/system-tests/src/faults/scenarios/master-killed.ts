import { killAtRandom } from "../faults.ts";
import type { Scenario } from "../scenario.ts";

export const masterKilled: Scenario = {
  name: "master-killed",
  promise: "A master that dies in the middle of planning loses and doubles nothing.",
  toleranceMs: 3_000,
  repeats: "never",
  disturb: (stage) => killAtRandom(stage, stage.system.masters),
};
