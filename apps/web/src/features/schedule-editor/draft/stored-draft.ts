import type { ScheduleDraft } from "./schedule-draft.ts";

/** What is kept of a form that is not saved yet: what was typed, and what that began with. */
export interface StoredDraft {
  draft: ScheduleDraft;
  /** Absent: a new schedule. */
  base?: { revision: number; draft: ScheduleDraft };
}

/** Bumped when the shape of a draft changes: what an older version of this page kept cannot be read then. */
const VERSION = 3;

function keyOf(scheduleId: string | undefined): string {
  return `schedule-draft:${VERSION}:${scheduleId ?? "new"}`;
}

/** What was typed in this tab and not saved. */
export function readStoredDraft(scheduleId: string | undefined): StoredDraft | undefined {
  const text = sessionStorage.getItem(keyOf(scheduleId));
  return text === null ? undefined : JSON.parse(text);
}

/** Lasts as long as the tab. */
export function storeDraft(scheduleId: string | undefined, stored: StoredDraft): void {
  sessionStorage.setItem(keyOf(scheduleId), JSON.stringify(stored));
}

export function removeStoredDraft(scheduleId: string | undefined): void {
  sessionStorage.removeItem(keyOf(scheduleId));
}
