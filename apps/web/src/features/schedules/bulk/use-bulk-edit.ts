"use client";

import type { BulkAction, ScheduleSelection } from "@repo/core";
import { useRef, useState } from "react";
import { editSchedules } from "./edit-schedules.ts";
import { addToTally, EMPTY_TALLY, type Tally } from "./tally.ts";

export type BulkEditState =
  | { phase: "asking"; preview: Tally | undefined }
  | { phase: "working" | "done"; tally: Tally };

/** Counts what a bulk edit would do, then does it, call by call, until nothing is left or it is told to stop. */
export function useBulkEdit(selection: ScheduleSelection) {
  const [state, setState] = useState<BulkEditState>({ phase: "asking", preview: undefined });
  const [error, setError] = useState<string>();
  const isStopped = useRef(false);

  const call = async (action: BulkAction, pageToken: string, validateOnly: boolean) => {
    const result = await editSchedules({ selection, action, validateOnly, pageToken });
    if (result.ok) return result.value;
    const { formError, fieldErrors } = result.errors;
    setError(formError ?? fieldErrors.map(({ path, message }) => `${path} ${message}`).join("; "));
    return undefined;
  };

  const preview = async (action: BulkAction) => {
    setError(undefined);
    const result = await call(action, "", true);
    if (result) setState({ phase: "asking", preview: addToTally(EMPTY_TALLY, result) });
  };

  const start = async (action: BulkAction) => {
    setError(undefined);
    isStopped.current = false;
    let tally = EMPTY_TALLY;
    let pageToken = "";
    setState({ phase: "working", tally });
    do {
      const result = await call(action, pageToken, false);
      if (result === undefined) break;
      tally = addToTally(tally, result);
      pageToken = result.nextPageToken;
      setState({ phase: "working", tally });
    } while (pageToken !== "" && !isStopped.current);
    setState({ phase: "done", tally });
  };

  const stop = () => {
    isStopped.current = true;
  };
  return { state, error, preview, start, stop };
}
