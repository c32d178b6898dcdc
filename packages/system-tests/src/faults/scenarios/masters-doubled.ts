import type { Scenario } from "../scenario.ts";

export const mastersDoubled: Scenario = {
  name: "masters-doubled",
  promise: "Any number of masters at once plan every due time once.",
  toleranceMs: 3_000,
  repeats: "never",
  system: { masters: 3 },
  disturb: (stage) => stage.untilShare(1),
};
