"use client";

import { useEffect, useRef } from "react";
import { useFormState, useWatch } from "react-hook-form";
import type { ScheduleDraft } from "./schedule-draft.ts";
import { removeStoredDraft, type StoredDraft, storeDraft } from "./stored-draft.ts";

const SETTLE_MS = 300;

/** Keeps what is typed for as long as the tab is open, so that leaving the page by accident costs nothing. */
export function DraftKeeper({
  scheduleId,
  base,
}: {
  scheduleId: string | undefined;
  base: StoredDraft["base"];
}) {
  const draft = useWatch<ScheduleDraft>();
  const { isDirty } = useFormState<ScheduleDraft>();
  const wasDirty = useRef(false);
  useEffect(() => {
    if (!isDirty && !wasDirty.current) return;
    const timer = setTimeout(() => {
      wasDirty.current = isDirty;
      if (!isDirty) return removeStoredDraft(scheduleId);
      // the form always holds every field
      storeDraft(scheduleId, { draft: draft as ScheduleDraft, ...(base !== undefined && { base }) });
    }, SETTLE_MS);
    return () => clearTimeout(timer);
  }, [draft, isDirty, scheduleId, base]);
  return null;
}
