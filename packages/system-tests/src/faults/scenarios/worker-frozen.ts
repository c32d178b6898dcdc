import { WORKER_LEASE_MS } from "../../system/index.ts";
import { freeze } from "../faults.ts";
import type { Scenario } from "../scenario.ts";

/** The lease ends, and the reapers have seen it expired for as long as they want to. */
const TAKEN_OVER_AFTER_MS = WORKER_LEASE_MS + 8_000;

export const workerFrozen: Scenario = {
  name: "worker-frozen",
  promise: "A worker that was frozen for longer than its lease can end nothing that others have taken over.",
  toleranceMs: 20_000,
  repeats: "after a lost worker",
  targetDelay: 300,
  async disturb(stage) {
    await freeze(stage, stage.random.pick(stage.system.workers), TAKEN_OVER_AFTER_MS);
  },
};
