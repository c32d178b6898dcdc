import type { Run, RunQuery } from "@repo/core";
import { type Database, listRuns } from "@repo/db";
import { z } from "zod";
import { cutPage, pageSizeOf, readPageToken, writePageToken } from "../page.ts";

const Position = z.object({ scheduleId: z.uuid(), dueAt: z.coerce.date() });

/** A page of runs. @throws DomainError INVALID */
export async function listRunPage(
  database: Database,
  query: RunQuery,
): Promise<{ runs: Run[]; nextPageToken: string }> {
  const { pageSize: askedSize, pageToken, orderBy: order, ...filter } = query;
  const pageSize = pageSizeOf(askedSize);
  const scope = { ...filter, order };
  const after = readPageToken(pageToken, scope, Position);
  const rows = await listRuns(database, { filter, order, after, limit: pageSize + 1 });
  const { page, nextPageToken } = cutPage(rows, pageSize, ({ scheduleId, dueAt }) =>
    writePageToken(scope, { scheduleId, dueAt }),
  );
  return { runs: page, nextPageToken };
}
