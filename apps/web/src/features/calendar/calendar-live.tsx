"use client";

import { useLiveRefresh } from "@/components/live/live-provider.tsx";

const REFRESH_EVERY_MS = 10_000;

/** Keeps the calendar fresh while runs change. */
export function CalendarLive() {
  useLiveRefresh({}, REFRESH_EVERY_MS);
  return null;
}
