"use client";

import { useLiveRefresh } from "./live-provider.tsx";

/** Keeps a page of server components up to date while runs change. @param scheduleIds absent: of all schedules */
export function LiveRefresh({ scheduleIds, everyMs }: { scheduleIds?: string[]; everyMs?: number }) {
  useLiveRefresh(scheduleIds === undefined ? {} : { scheduleIds }, everyMs);
  return null;
}
