import "server-only";
import type { Run } from "@repo/core";
import { decodeRun, encodeRunQuery } from "@repo/proto";
import { RunService } from "@repo/proto/scheduler/v1/run_service_pb";
import { api } from "@/server/api.ts";
import { orFirstPage } from "@/server/or-first-page.ts";
import { read } from "@/server/read.ts";
import { type RunListParameters, runQueryOf } from "./run-filters.ts";
import { writeRunPage } from "./run-page-token.ts";

const PAGE_SIZE = 50;

/**
 * A page of the runs that the URL asks for, latest first.
 *
 * @param scheduleId only this schedule's; absent: all
 */
export async function listRuns(
  parameters: RunListParameters,
  scheduleId?: string,
): Promise<{ runs: Run[]; nextPage: string }> {
  const now = new Date();
  const ofOne = scheduleId === undefined ? {} : { scheduleId };
  return read(
    orFirstPage(parameters.page, async (page) => {
      const query = runQueryOf({ ...parameters, page }, now);
      const answer = await api(RunService).listRuns(
        encodeRunQuery({ ...query, ...ofOne, pageSize: PAGE_SIZE }),
      );
      return {
        runs: answer.runs.map(decodeRun),
        nextPage: writeRunPage({ dueUntil: query.dueUntil, token: answer.nextPageToken }),
      };
    }),
  );
}
