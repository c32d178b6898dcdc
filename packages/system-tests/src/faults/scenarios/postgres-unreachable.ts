import { cutOff } from "../faults.ts";
import type { Scenario } from "../scenario.ts";

export const postgresUnreachable: Scenario = {
  name: "postgres-unreachable",
  promise:
    "While Postgres cannot be reached nothing starts and nobody is taken for dead; then all is made up for.",
  toleranceMs: 40_000,
  repeats: "never",
  loadSeconds: 20,
  disturb: (stage) => cutOff(stage, "Postgres", stage.system.postgresProxy),
};
