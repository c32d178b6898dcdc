import { resolve } from "node:path";
import type { Scenario } from "../scenario.ts";

const SHIFT_CLOCK = resolve(import.meta.dirname, "../shift-clock.ts");

function clockStep(name: string, promise: string, shiftMs: number): Scenario {
  return {
    name,
    promise,
    toleranceMs: 5_000,
    repeats: "never",
    async disturb(stage) {
      const [victim] = stage.system.workers;
      if (victim === undefined) return;
      await victim.stop();
      await victim.start({ preload: SHIFT_CLOCK, environment: { CLOCK_SHIFT_MS: String(shiftMs) } });
      await stage.untilShare(0.2);
      stage.faultBegins(`the clock of ${victim.name} jumps by ${shiftMs} ms`);
      victim.signal("SIGUSR2");
      await stage.untilShare(1);
      stage.faultEnds();
    },
  };
}

export const clockAhead = clockStep(
  "clock-ahead",
  "A worker whose clock jumps ahead starts nothing early, and is not kept busy by what is not due.",
  20_000,
);

export const clockBehind = clockStep(
  "clock-behind",
  "A worker whose clock jumps back does its part, and keeps the others from nothing.",
  -20_000,
);
