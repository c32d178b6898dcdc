import { type CompiledTiming, dueTimesIn } from "./due/index.ts";

export interface ForecastInput {
  /** Each schedule's timing, and its cursor: what is due before it is a run already. */
  schedules: readonly { timing: CompiledTiming; nextDueAt: Date }[];
  from: Date;
  until: Date;
  /** Milliseconds. */
  bucket: number;
  /** The most due times to compute. */
  budget: number;
}

export interface Forecast {
  /** Due times by bucket, the first of which begins at `from`. */
  counts: number[];
  /** How far the budget has reached, a whole number of slices. */
  until: Date;
}

const SLICE_COUNT = 32;
const SCHEDULES_PER_STEP = 200;

/**
 * Counts the due times to come of many schedules, slice of time after slice, so that a budget that runs out leaves
 * the first part complete instead of all of it wrong.
 *
 * Yields after every few schedules: between two steps the caller may attend to something else.
 */
export function* forecastDueTimes(input: ForecastInput): Generator<undefined, Forecast> {
  const { schedules, from, until, bucket } = input;
  const counts: number[] = Array.from(
    { length: Math.ceil((until.getTime() - from.getTime()) / bucket) },
    () => 0,
  );
  const bucketsPerSlice = Math.ceil(counts.length / SLICE_COUNT);
  let left = input.budget;
  for (let first = 0; first < counts.length; first += bucketsPerSlice) {
    const sliceFrom = new Date(from.getTime() + first * bucket);
    const sliceUntil = new Date(Math.min(until.getTime(), sliceFrom.getTime() + bucketsPerSlice * bucket));
    for (const [i, { timing, nextDueAt }] of schedules.entries()) {
      if (i % SCHEDULES_PER_STEP === SCHEDULES_PER_STEP - 1) yield;
      if (nextDueAt >= sliceUntil) continue;
      const dueTimes = dueTimesIn(
        timing,
        nextDueAt > sliceFrom ? nextDueAt : sliceFrom,
        sliceUntil,
        left + 1,
      );
      left -= dueTimes.length;
      if (left < 0) return { counts: counts.fill(0, first), until: sliceFrom };
      for (const dueAt of dueTimes) {
        const index = Math.floor((dueAt.getTime() - from.getTime()) / bucket);
        counts[index] = (counts[index] ?? 0) + 1;
      }
    }
  }
  return { counts, until };
}
