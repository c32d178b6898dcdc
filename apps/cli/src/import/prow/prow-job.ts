import { z } from "zod";

/** One of Prow's periodic jobs, as far as it says when something runs. */
export const ProwJob = z.looseObject({
  name: z.string().min(1),
  /** Five fields, read in UTC. */
  cron: z.string().optional(),
  /** From the start of a run to the start of the next. */
  interval: z.string().optional(),
  /** From the end of a run to the start of the next. */
  minimum_interval: z.string().optional(),
  timeout: z.string().optional(),
  maxConcurrency: z.int().nonnegative().optional(),
  /** Where the job is defined. */
  group: z.string().optional(),
  /** Names separated by commas. */
  dashboards: z.string().optional(),
});
export type ProwJob = z.output<typeof ProwJob>;
