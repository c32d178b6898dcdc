import { MASTER_PERIOD_MS } from "../../system/index.ts";
import type { Scenario } from "../scenario.ts";

/** What was planned before it went away lasts for three periods: only the rest shows that somebody else plans. */
const ABSENT_PERIODS = 6;

export const masterAbsent: Scenario = {
  name: "master-absent",
  promise: "Without a master for more periods than its window has, the replicas plan by themselves, in time.",
  toleranceMs: 3_000,
  repeats: "never",
  loadSeconds: (ABSENT_PERIODS * MASTER_PERIOD_MS) / 1_000,
  async disturb(stage) {
    stage.faultBegins("no master");
    await Promise.all(stage.system.masters.map((master) => master.stop()));
    await stage.untilShare(1);
    stage.faultEnds();
  },
};
