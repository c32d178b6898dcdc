import { expect, test } from "bun:test";
import { compileTiming } from "./due/index.ts";
import { type Forecast, type ForecastInput, forecastDueTimes } from "./forecast.ts";
import { Timing } from "./timing.ts";

const MINUTE_MS = 60_000;
const NOON = new Date("2026-03-01T12:00:00Z");
const minutesAfterNoon = (minutes: number) => new Date(NOON.getTime() + minutes * MINUTE_MS);

function everyMinutes(minutes: number, nextDueAt = NOON): ForecastInput["schedules"][number] {
  const timing = Timing.parse({ spec: { type: "interval", every: minutes * MINUTE_MS } });
  return { timing: compileTiming(timing), nextDueAt };
}

function forecast(part: Partial<ForecastInput>): Forecast & { steps: number } {
  const steps = forecastDueTimes({
    schedules: [everyMinutes(1)],
    from: NOON,
    until: minutesAfterNoon(60),
    bucket: 15 * MINUTE_MS,
    budget: 1_000,
    ...part,
  });
  for (let count = 0; ; count++) {
    const { done, value } = steps.next();
    if (done === true) return { ...value, steps: count };
  }
}

test.each<[string, Partial<ForecastInput>, number[]]>([
  ["every minute", {}, [15, 15, 15, 15]],
  ["no schedule at all", { schedules: [] }, [0, 0, 0, 0]],
  ["two schedules", { schedules: [everyMinutes(1), everyMinutes(30)] }, [16, 15, 16, 15]],
  [
    "what is a run already does not count",
    { schedules: [everyMinutes(1, minutesAfterNoon(20))] },
    [0, 10, 15, 15],
  ],
  ["the last bucket may be shorter", { until: minutesAfterNoon(50) }, [15, 15, 15, 5]],
])("%s", (_, part, counts) => {
  expect(forecast(part)).toMatchObject({ counts, until: part.until ?? minutesAfterNoon(60) });
});

test("a budget that runs out leaves the first part complete", () => {
  expect(forecast({ budget: 35 })).toMatchObject({ counts: [15, 15, 0, 0], until: minutesAfterNoon(30) });
  expect(forecast({ budget: 60 }).until).toEqual(minutesAfterNoon(60));
});

test("many schedules are counted in steps", () => {
  const schedules = Array.from({ length: 1_000 }, () => everyMinutes(60));
  const { counts, steps } = forecast({ schedules, budget: 10_000 });
  expect(counts).toEqual([1_000, 0, 0, 0]);
  expect(steps).toBeGreaterThanOrEqual(5);
});
