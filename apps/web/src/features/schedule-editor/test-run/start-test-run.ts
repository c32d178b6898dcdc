"use server";

import { type Run, runIdOf, type ScheduleDefinition } from "@repo/core";
import { decodeRun, decodeSchedule, encodeDefinition } from "@repo/proto";
import { RunService } from "@repo/proto/scheduler/v1/run_service_pb";
import { ScheduleService } from "@repo/proto/scheduler/v1/schedule_service_pb";
import { type ActionResult, act } from "@/server/act.ts";
import { api } from "@/server/api.ts";

/** Far enough ahead that it is not in the past by the database's clock. */
const AHEAD_MS = 2_000;
const NAME_LENGTH = 150;

export interface TestRun {
  scheduleId: string;
  runId: string;
}

/** Runs what a definition does once, now: as a schedule of its own, made for this and tagged so. */
export async function startTestRun(definition: ScheduleDefinition): Promise<ActionResult<TestRun>> {
  return act(async () => {
    const at = new Date(Math.ceil((Date.now() + AHEAD_MS) / 1_000) * 1_000);
    const { target, payload, attemptTimeout, queue } = definition;
    const answer = await api(ScheduleService).createSchedule({
      definition: encodeDefinition({
        name: `Test of ${definition.name.slice(0, NAME_LENGTH)} ${crypto.randomUUID().slice(0, 8)}`,
        tags: ["test-run"],
        spec: { type: "once", at },
        target,
        payload,
        attemptTimeout,
        queue,
        priority: 1,
        maxAttempts: 1,
      }),
    });
    const { id } = decodeSchedule(answer.schedule);
    return { scheduleId: id, runId: runIdOf({ scheduleId: id, dueAt: at }) };
  });
}

/** Where a test run is. */
export async function readTestRun(runId: string): Promise<ActionResult<Run>> {
  return act(async () => decodeRun((await api(RunService).getRun({ id: runId })).run));
}

/** Removes the schedule of a test run; a run that has not ended is cancelled. */
export async function endTestRun({ scheduleId, runId }: TestRun): Promise<ActionResult> {
  return act(async () => {
    const { state } = decodeRun((await api(RunService).getRun({ id: runId })).run);
    if (state === "RUNNING") await api(RunService).cancelRun({ id: runId });
    await api(ScheduleService).deleteSchedule({ id: scheduleId });
    return undefined;
  });
}
