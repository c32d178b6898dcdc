import type { ScheduleDefinitionInput } from "@repo/core";
import type { ExpectedRun, ObservedCall } from "@repo/testing";
import { expectedRunsOf, type StoredSchedule, type System, type SystemOptions } from "../system/index.ts";
import type { Random } from "./random.ts";

/** short: part of every test run. long: enough runs to say how rare a fault must be to have stayed unseen. */
export type Form = "short" | "long";

/** What the targets must and may have seen. */
export interface Expectations {
  must: readonly ExpectedRun[];
  /** Due times that an edit was under way for: either outcome is right. */
  may: readonly ExpectedRun[];
}

/** One promise, and the faults that try to break it. */
export interface Scenario {
  name: string;
  /** What a user may rely on, in one sentence. */
  promise: string;
  /** How late the faults may make a start. */
  toleranceMs: number;
  /**
   * Whether a run may be called again under a higher attempt: at-least-once delivery does so when the worker that
   * called first was lost. The same attempt is never called twice.
   */
  repeats: "never" | "after a lost worker";
  /** Seconds of load in the short form; default 15. The long form has four times as many. */
  loadSeconds?: number;
  system?: Partial<Pick<SystemOptions, "replicas" | "workers" | "masters" | "redis" | "environment">>;
  /** When the schedules of the load are due; default: a mixture of intervals and cron, with and without jitter. */
  timings?: (form: Form) => Pick<ScheduleDefinitionInput, "spec" | "jitter">[];
  /** Changes the policies of all schedules of the load. */
  policies?: Partial<ScheduleDefinitionInput>;
  /** Milliseconds that the target takes for each call; default 100. */
  targetDelay?: number;
  /** Starts the processes; default: all, before the load is stored. */
  start?: (system: System) => Promise<void>;
  /** Does the harm, while the load runs. Afterwards everything must be able to run again. */
  disturb(stage: Stage): Promise<void>;
  /** What the targets must have seen; default: every due time of the load. */
  expect?: (stage: Stage) => Promise<Expectations>;
  /** Looks at what the promise says beyond that. @returns what is broken, in words */
  inspect?: (stage: Stage, calls: readonly ObservedCall[]) => Promise<string[]>;
}

/** What a scenario works with. */
export interface Stage {
  readonly system: System;
  readonly random: Random;
  readonly form: Form;
  /** The load: schedules that are due in `[startAt, endAt)`. */
  readonly schedules: readonly StoredSchedule[];
  readonly startAt: Date;
  readonly endAt: Date;
  /** When the last schedule of the load was stored: usually before `startAt`, on a busy machine after it. */
  readonly storedAt: Date;
  /** Waits until this share of the load's time has passed. */
  untilShare(share: number): Promise<void>;
  /** Marks when a fault begins and ends, for the recovery time; of several, the last end counts. */
  faultBegins(what: string): void;
  faultEnds(): void;
}

/** Every due time of the load. What was due before the load was stored altogether may have come or not. */
export function dueTimesOf({ schedules, startAt, storedAt, endAt }: Stage): Expectations {
  const from = new Date(Math.max(startAt.getTime(), storedAt.getTime()));
  return {
    must: schedules.flatMap((schedule) => expectedRunsOf(schedule, from, endAt)),
    may: schedules.flatMap((schedule) => expectedRunsOf(schedule, startAt, from)),
  };
}
