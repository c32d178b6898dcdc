import { killAtRandom } from "../faults.ts";
import type { Scenario } from "../scenario.ts";

export const replicaKilled: Scenario = {
  name: "replica-killed",
  promise: "A replica of schedule-microservice that dies at any moment loses, doubles and delays nothing.",
  toleranceMs: 10_000,
  repeats: "never",
  disturb: (stage) => killAtRandom(stage, stage.system.replicas),
};
