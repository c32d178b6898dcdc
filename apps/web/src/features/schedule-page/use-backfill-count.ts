"use client";

import type { BackfillResult } from "@repo/core";
import { useEffect, useState } from "react";
import type { ActionResult } from "@/server/act.ts";
import { type BackfillRange, backfillSchedule } from "./backfill-schedule.ts";

const TYPING_PAUSE_MS = 300;

/** What a backfill would do, a moment after its range was changed. @returns undefined while that is not known */
export function useBackfillCount(
  scheduleId: string,
  range: BackfillRange | undefined,
): ActionResult<BackfillResult> | undefined {
  const [answer, setAnswer] = useState<{ key: string; result: ActionResult<BackfillResult> }>();
  const [from, until] = [range?.from.getTime(), range?.until.getTime()];
  const key = `${from} ${until}`;
  useEffect(() => {
    if (from === undefined || until === undefined) return;
    let isWanted = true;
    const timer = setTimeout(async () => {
      const asked = { from: new Date(from), until: new Date(until) };
      const result = await backfillSchedule(scheduleId, asked, true);
      if (isWanted) setAnswer({ key: `${from} ${until}`, result });
    }, TYPING_PAUSE_MS);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [scheduleId, from, until]);
  return answer?.key === key ? answer.result : undefined;
}
