import { useFromNow } from "@/components/viewer-clock.tsx";

/** Whole seconds from an instant until now, never negative: the clocks of server and viewer differ a little. */
export function useSecondsSince(since: Date): number {
  return useFromNow((now) => Math.max(0, Math.floor((now.getTime() - since.getTime()) / 1_000)));
}
