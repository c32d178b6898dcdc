import { z } from "zod";
import { RunKind, RunReason, RunState } from "./run.ts";

const MAX_CHOICES = 32;

/** Which runs: every condition has to hold; an empty one says nothing. */
export const RunFilter = z.object({
  scheduleId: z.uuid("is not a schedule id, which is a UUID").optional(),
  states: z.array(RunState).max(MAX_CHOICES).default([]),
  kinds: z.array(RunKind).max(MAX_CHOICES).default([]),
  reasons: z.array(RunReason).max(MAX_CHOICES).default([]),
  /** Included. */
  dueFrom: z.date().optional(),
  /** Not included. */
  dueUntil: z.date().optional(),
});
export type RunFilter = z.output<typeof RunFilter>;

/** What comes first: the latest due time, or the earliest. */
export const RunOrder = z.enum(["LATEST", "EARLIEST"]);
export type RunOrder = z.output<typeof RunOrder>;

/** A page of runs that is asked for. */
export const RunQuery = z.object({
  ...RunFilter.shape,
  /** 0: the default. */
  pageSize: z.int(),
  /** Empty: the first page. */
  pageToken: z.string(),
  orderBy: RunOrder.default("LATEST"),
});
export type RunQuery = z.output<typeof RunQuery>;
