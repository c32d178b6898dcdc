import type { RunKind } from "@repo/core";

/** How a run came to be, as an answer to "started by". */
export const RUN_KINDS = {
  SCHEDULED: "the schedule",
  TRIGGERED: "hand",
  BACKFILLED: "a backfill",
} satisfies Record<RunKind, string>;
