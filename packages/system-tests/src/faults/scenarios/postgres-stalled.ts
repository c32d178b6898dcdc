import { stallThenCut } from "../faults.ts";
import type { Scenario } from "../scenario.ts";

export const postgresStalled: Scenario = {
  name: "postgres-stalled",
  promise: "A network that swallows everything on the way to Postgres is noticed and made up for.",
  toleranceMs: 40_000,
  repeats: "never",
  loadSeconds: 20,
  disturb: (stage) => stallThenCut(stage, "Postgres", stage.system.postgresProxy),
};
