import type { Schedule, ScheduleQuery } from "@repo/core";
import { countSchedules, type Database, listSchedules, type SchedulePosition } from "@repo/db";
import { z } from "zod";
import { cutPage, pageSizeOf, readPageToken, writePageToken } from "../page.ts";

const COUNT_LIMIT = 10_000;
/** To look at the last run of each schedule takes longer than to look at the schedule. */
const COUNT_LIMIT_BY_LAST_RUN = 1_000;

const Position = z.object({
  id: z.uuid(),
  name: z.string(),
  nextDueAt: z.coerce.date().nullable(),
  updatedAt: z.coerce.date(),
});

export interface SchedulePage {
  schedules: Schedule[];
  nextPageToken: string;
  /** On the first page only. */
  totalCount?: number;
  totalCountExceeded?: boolean;
}

/** A page of schedules, and with the first one how many there are. @throws DomainError INVALID */
export async function listSchedulePage(database: Database, query: ScheduleQuery): Promise<SchedulePage> {
  const { pageSize: askedSize, pageToken, orderBy: order, ...filter } = query;
  const pageSize = pageSizeOf(askedSize);
  const scope = { ...filter, order };
  const after = readPageToken(pageToken, scope, Position);
  const countLimit = filter.lastRunStates.length > 0 ? COUNT_LIMIT_BY_LAST_RUN : COUNT_LIMIT;
  const [rows, total] = await Promise.all([
    listSchedules(database, { filter, order, after, limit: pageSize + 1 }),
    after === undefined ? countSchedules(database, { filter, limit: countLimit }) : undefined,
  ]);
  const { page, nextPageToken } = cutPage(rows, pageSize, (last) => writePageToken(scope, positionOf(last)));
  return {
    schedules: page,
    nextPageToken,
    ...(total && { totalCount: total.count, totalCountExceeded: total.exceeded }),
  };
}

function positionOf({ id, definition, nextDueAt, updatedAt }: Schedule): SchedulePosition {
  return { id, name: definition.name, nextDueAt: nextDueAt ?? null, updatedAt };
}
