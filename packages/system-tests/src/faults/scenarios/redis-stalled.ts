import { stallThenCut } from "../faults.ts";
import type { Scenario } from "../scenario.ts";

export const redisStalled: Scenario = {
  name: "redis-stalled",
  promise: "A network that swallows everything on the way to Redis is noticed and made up for.",
  toleranceMs: 40_000,
  repeats: "never",
  loadSeconds: 20,
  disturb: (stage) => stallThenCut(stage, "Redis", stage.system.redisProxy),
};
