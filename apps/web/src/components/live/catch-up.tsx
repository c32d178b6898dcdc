"use client";

import { useCatchUp } from "./live-provider.tsx";

/** For pages of server components that show what may have changed since they were rendered. */
export function CatchUp({ isUnfinished }: { isUnfinished: boolean }) {
  useCatchUp(isUnfinished);
  return null;
}
