import { cutOff } from "../faults.ts";
import type { Scenario } from "../scenario.ts";

export const redisUnreachable: Scenario = {
  name: "redis-unreachable",
  promise: "While Redis cannot be reached the system waits, and afterwards makes up for everything.",
  toleranceMs: 40_000,
  repeats: "never",
  loadSeconds: 20,
  disturb: (stage) => cutOff(stage, "Redis", stage.system.redisProxy),
};
