import { parseRunId } from "@repo/core";
import { getRun, listRecentRuns } from "@repo/db";
import {
  decodeRecentRunsQuery,
  decodeRunQuery,
  decodeRunStates,
  decodeTimestamp,
  encodeDueTimeExplanation,
  encodeRun,
  encodeScheduleRuns,
} from "@repo/proto";
import { RunService } from "@repo/proto/scheduler/v1/run_service_pb";
import { callerOf, type RpcService, service } from "@repo/runtime/rpc/server";
import type { Dependencies } from "../dependencies.ts";
import { parseScheduleId } from "../schedule-id.ts";
import { checkNote } from "../schedules/schedule-service.ts";
import { cancelRun } from "./cancel.ts";
import { explainRun } from "./explain.ts";
import { findPartialOutput } from "./find-partial-output.ts";
import { listRunPage } from "./list.ts";
import type { RunWatch } from "./watch.ts";

/** The gRPC face of the runs. */
export function runService(dependencies: Dependencies, runWatch: RunWatch): RpcService {
  const { database } = dependencies;
  return service(RunService, {
    async getRun({ id }) {
      const run = await getRun(database, parseRunId(id));
      return { run: encodeRun({ ...run, partialOutput: await findPartialOutput(dependencies, run) }) };
    },

    async listRuns(request) {
      const { runs, nextPageToken } = await listRunPage(database, decodeRunQuery(request));
      return { runs: runs.map(encodeRun), nextPageToken };
    },

    async listRecentRuns(request) {
      const schedules = await listRecentRuns(database, decodeRecentRunsQuery(request));
      return { schedules: schedules.map(encodeScheduleRuns) };
    },

    async cancelRun({ id, note }, call) {
      const input = { key: parseRunId(id), note: checkNote(note) };
      return { run: encodeRun(await cancelRun(dependencies, input, callerOf(call))) };
    },

    async explainDueTime({ scheduleId, dueAt }) {
      const key = {
        scheduleId: parseScheduleId(scheduleId, "scheduleId"),
        dueAt: decodeTimestamp("dueAt", dueAt),
      };
      return encodeDueTimeExplanation(await explainRun(dependencies, key));
    },

    async *watchRuns({ scheduleId, states }, call) {
      const filter = { scheduleId: optionalScheduleId(scheduleId), states: decodeRunStates(states) };
      const messages = await runWatch.watch(call, filter);
      // tells the watcher that from now on nothing is missed
      yield { events: [] };
      yield* messages;
    },
  });
}

function optionalScheduleId(id: string): string | undefined {
  return id === "" ? undefined : parseScheduleId(id, "scheduleId");
}
