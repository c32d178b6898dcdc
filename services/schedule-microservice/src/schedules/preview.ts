import { type DueTimePreview, explainTiming, previewDueTimes, type Timing } from "@repo/core";

export interface Preview {
  dueTimes: DueTimePreview[];
  explanation: string;
}

/** The next due times of a timing after an instant, and the timing in words. @throws DomainError INVALID */
export function previewTiming(
  timing: Timing,
  { after, count, scheduleId }: { after: Date; count: number; scheduleId: string | undefined },
): Preview {
  const from = new Date(Math.floor(after.getTime() / 1_000) * 1_000 + 1_000);
  return {
    dueTimes: previewDueTimes(timing, { from, count, scheduleId }),
    explanation: explainTiming(timing),
  };
}
