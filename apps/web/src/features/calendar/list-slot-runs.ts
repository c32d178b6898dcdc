import "server-only";
import type { RunState } from "@repo/core";
import { decodeRun, encodeRunQuery } from "@repo/proto";
import { RunService } from "@repo/proto/scheduler/v1/run_service_pb";
import { api } from "@/server/api.ts";
import { read } from "@/server/read.ts";

const MAX_RUNS = 500;

/** A schedule with its runs in a slot. */
export interface SlotSchedule {
  id: string;
  name: string;
  /** Latest first. */
  runs: { id: string; state: RunState }[];
}

export interface SlotRuns {
  schedules: SlotSchedule[];
  /** There are more runs than were looked at. */
  isIncomplete: boolean;
}

/**
 * The schedules that have runs in a slot, those with most first. While the slot lasts only what has come due: what is
 * planned would hide it.
 */
export async function listSlotRuns(
  { from, until }: { from: Date; until: Date },
  now: Date,
): Promise<SlotRuns> {
  const dueUntil = from < now && now < until ? now : until;
  const answer = await read(
    api(RunService).listRuns(encodeRunQuery({ dueFrom: from, dueUntil, pageSize: MAX_RUNS })),
  );
  const bySchedule = Map.groupBy(answer.runs.map(decodeRun), ({ scheduleId }) => scheduleId);
  const schedules = [...bySchedule].map(([id, runs]) => ({
    id,
    name: runs[0]?.scheduleName ?? "",
    runs: runs.map((run) => ({ id: run.id, state: run.state })),
  }));
  return {
    schedules: schedules.toSorted((a, b) => b.runs.length - a.runs.length),
    isIncomplete: answer.nextPageToken !== "",
  };
}
