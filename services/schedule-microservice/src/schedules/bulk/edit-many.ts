import {
  type BulkEdit,
  type BulkEditResult,
  type Caller,
  DomainError,
  MAX_BULK_SCHEDULES,
  mayChange,
  notYours,
  wouldChange,
} from "@repo/core";
import { countSelectedSchedules, type SelectedSchedule, scheduleNotFound, selectSchedules } from "@repo/db";
import { z } from "zod";
import type { Dependencies } from "../../dependencies.ts";
import { readPageToken, writePageToken } from "../../page.ts";
import { carryOut } from "./carry-out.ts";
import { createTally } from "./tally.ts";

/** Each holds a connection of the database, of which other callers need some too. */
const EDITS_AT_ONCE = 4;
/** After this nothing more is begun: the caller is to have an answer before it stops waiting. */
const TIME_BUDGET_MS = 5_000;
const COUNT_LIMIT = 10_000;

const Position = z.object({ id: z.uuid() });

/**
 * Does one thing to many schedules, a bounded number of them in one call.
 *
 * @throws DomainError INVALID when the page token belongs to another edit
 */
export async function editManySchedules(
  dependencies: Dependencies,
  { selection, action, validateOnly, pageToken }: BulkEdit,
  { signal, ...caller }: Caller & { signal: AbortSignal },
): Promise<BulkEditResult> {
  const { database } = dependencies;
  const scope = { selection, action };
  const afterId = readPageToken(pageToken, scope, Position)?.id;
  const page = await selectSchedules(database, { selection, afterId, limit: MAX_BULK_SCHEDULES });
  const tally = createTally();
  if (selection.type === "ids" && afterId === undefined) {
    const known = new Set(page.map(({ id }) => id));
    for (const id of new Set(selection.ids)) {
      if (!known.has(id)) tally.refuse({ id, name: "" }, scheduleNotFound(id));
    }
  }

  const edit = async (schedule: SelectedSchedule): Promise<boolean> => {
    if (!wouldChange(action, schedule)) return false;
    const { owner, ownerTeam } = schedule;
    if (!mayChange(caller.principal, { owner, ownerTeam: ownerTeam ?? undefined })) throw notYours(owner);
    return validateOnly || carryOut(dependencies, { id: schedule.id, action }, caller);
  };
  const stopAt = performance.now() + TIME_BUDGET_MS;
  const waiting = page.values();
  let last: SelectedSchedule | undefined;
  const editAll = async () => {
    while (performance.now() < stopAt && !signal.aborted) {
      const { value: schedule } = waiting.next();
      if (schedule === undefined) return;
      last = schedule;
      await edit(schedule).then(tally.count, (error: unknown) => {
        if (!(error instanceof DomainError)) throw error;
        tally.refuse(schedule, error);
      });
    }
  };
  await Promise.all(Array.from({ length: EDITS_AT_ONCE }, editAll));

  const lastId = last?.id ?? afterId;
  const remaining = await countSelectedSchedules(database, {
    selection,
    afterId: lastId,
    limit: COUNT_LIMIT,
  });
  return {
    ...tally.result(),
    remainingCount: remaining.count,
    remainingCountExceeded: remaining.exceeded,
    nextPageToken: remaining.count > 0 && lastId !== undefined ? writePageToken(scope, { id: lastId }) : "",
  };
}
