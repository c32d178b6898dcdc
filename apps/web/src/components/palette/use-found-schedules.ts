"use client";

import { useEffect, useState } from "react";
import { type FoundSchedule, findSchedules } from "@/features/schedules/find-schedules.ts";

const TYPING_PAUSE_MS = 150;

/** Schedules whose name contains what is typed, a moment after it was. */
export function useFoundSchedules(text: string): { found: readonly FoundSchedule[]; isPending: boolean } {
  const [answer, setAnswer] = useState<{ text: string; found: readonly FoundSchedule[] }>({
    text: "",
    found: [],
  });
  const wanted = text.trim();
  useEffect(() => {
    if (wanted === "") return;
    let isWanted = true;
    const timer = setTimeout(async () => {
      const result = await findSchedules(wanted);
      if (isWanted) setAnswer({ text: wanted, found: result.ok ? result.value : [] });
    }, TYPING_PAUSE_MS);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [wanted]);
  if (wanted === "") return { found: [], isPending: false };
  return { found: answer.found, isPending: answer.text !== wanted };
}
