import { invalid } from "@repo/core";
import { getSchedule, readDatabaseTime } from "@repo/db";
import {
  decodeBackfill,
  decodeBulkEdit,
  decodeDefinition,
  decodePayload,
  decodeScheduleQuery,
  decodeTimestamp,
  decodeTiming,
  encodeBackfillResult,
  encodeBulkEditResult,
  encodeDuration,
  encodeRun,
  encodeSchedule,
  encodeTimestamp,
} from "@repo/proto";
import { ScheduleService } from "@repo/proto/scheduler/v1/schedule_service_pb";
import { callerOf, type RpcService, service } from "@repo/runtime/rpc/server";
import type { Dependencies } from "../dependencies.ts";
import { parseScheduleId } from "../schedule-id.ts";
import { backfillSchedule } from "./backfill.ts";
import { editManySchedules } from "./bulk/edit-many.ts";
import { createSchedule } from "./create.ts";
import { deleteSchedule } from "./delete.ts";
import { listSchedulePage } from "./list.ts";
import { pauseSchedule } from "./pause.ts";
import { previewTiming } from "./preview.ts";
import { resumeSchedule } from "./resume.ts";
import { triggerSchedule } from "./trigger.ts";
import { updateSchedule } from "./update.ts";

const MAX_NOTE_LENGTH = 500;
const MAX_PREVIEW_COUNT = 100;
const DEFAULT_PREVIEW_COUNT = 10;

/** The gRPC face of the schedule flows: decode, carry out, encode. */
export function scheduleService(dependencies: Dependencies): RpcService {
  const { database } = dependencies;
  return service(ScheduleService, {
    async createSchedule({ definition, paused }, call) {
      const input = { definition: decodeDefinition(definition), paused };
      return { schedule: encodeSchedule(await createSchedule(dependencies, input, callerOf(call))) };
    },

    async getSchedule({ id }) {
      return { schedule: encodeSchedule(await getSchedule(database, parseScheduleId(id))) };
    },

    async listSchedules(request) {
      const { schedules, ...page } = await listSchedulePage(database, decodeScheduleQuery(request));
      return { schedules: schedules.map(encodeSchedule), ...page };
    },

    async updateSchedule({ id, revision, definition }, call) {
      const input = { id: parseScheduleId(id), revision, definition: decodeDefinition(definition) };
      return { schedule: encodeSchedule(await updateSchedule(dependencies, input, callerOf(call))) };
    },

    async deleteSchedule({ id }, call) {
      await deleteSchedule(dependencies, parseScheduleId(id), callerOf(call));
      return {};
    },

    async pauseSchedule({ id, note }, call) {
      const input = { id: parseScheduleId(id), note: checkNote(note) };
      return { schedule: encodeSchedule(await pauseSchedule(dependencies, input, callerOf(call))) };
    },

    async resumeSchedule({ id }, call) {
      const schedule = await resumeSchedule(dependencies, parseScheduleId(id), callerOf(call));
      return { schedule: encodeSchedule(schedule) };
    },

    async triggerSchedule({ id, payload }, call) {
      const input = { id: parseScheduleId(id), payload: decodePayload(payload) };
      return { run: encodeRun(await triggerSchedule(dependencies, input, callerOf(call))) };
    },

    async backfillSchedule(request, call) {
      const result = await backfillSchedule(dependencies, decodeBackfill(request), callerOf(call));
      return encodeBackfillResult(result);
    },

    async editSchedules(request, call) {
      const { signal } = call;
      const result = await editManySchedules(dependencies, decodeBulkEdit(request), {
        ...callerOf(call),
        signal,
      });
      return encodeBulkEditResult(result);
    },

    async previewDueTimes({ definition, after, count, scheduleId }) {
      const { dueTimes, explanation } = previewTiming(decodeTiming(definition), {
        after: after ? decodeTimestamp("after", after) : await readDatabaseTime(database),
        count: previewCountOf(count),
        scheduleId: scheduleId === "" ? undefined : parseScheduleId(scheduleId, "scheduleId"),
      });
      return {
        explanation,
        dueTimes: dueTimes.map(({ dueAt, fireAt, localTime, note }, i) => {
          const previous = dueTimes[i - 1];
          return {
            dueAt: encodeTimestamp(dueAt),
            fireAt: encodeTimestamp(fireAt),
            localTime,
            note: note ?? "",
            ...(previous && { sincePrevious: encodeDuration(dueAt.getTime() - previous.dueAt.getTime()) }),
          };
        }),
      };
    },
  });
}

/** @throws DomainError INVALID */
export function checkNote(note: string): string {
  if (note.length <= MAX_NOTE_LENGTH) return note;
  throw invalid([{ field: "note", message: `must not be longer than ${MAX_NOTE_LENGTH} characters` }]);
}

function previewCountOf(count: number): number {
  if (count < 0 || count > MAX_PREVIEW_COUNT) {
    throw invalid([
      { field: "count", message: `must be between 1 and ${MAX_PREVIEW_COUNT}, or 0 for the default` },
    ]);
  }
  return count || DEFAULT_PREVIEW_COUNT;
}
