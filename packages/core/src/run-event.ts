import { z } from "zod";
import { RunReason, RunState } from "./run.ts";

/** A run changed its state. A hint for those who watch, never the truth. */
export const RunEvent = z.object({
  runId: z.string().min(1),
  scheduleId: z.uuid(),
  scheduleName: z.string(),
  /** The new state. */
  state: RunState,
  reason: RunReason.optional(),
  message: z.string(),
  /** Tries so far. */
  attempt: z.int(),
  /** When, by the database's clock. */
  occurredAt: z.date(),
  dueAt: z.date(),
  fireAt: z.date(),
  /** Absent when no worker did it. */
  workerId: z.string().optional(),
});
export type RunEvent = z.output<typeof RunEvent>;
