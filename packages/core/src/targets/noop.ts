import { z } from "zod";

/** Does nothing, successfully: to try out schedules, and to measure. */
export const NoopTarget = z.object({ type: z.literal("noop") });
export type NoopTarget = z.output<typeof NoopTarget>;
