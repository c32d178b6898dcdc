/** Filters and order of the list under a name, as the query of its URL. */
export interface SavedView {
  name: string;
  /** Such as `state=PAUSED&sort=NAME`; without the page. */
  query: string;
}

export const MAX_SAVED_VIEWS = 30;
export const MAX_VIEW_NAME_LENGTH = 60;

/** Everybody has these. */
export function builtInViews(username: string): SavedView[] {
  return [
    { name: "All schedules", query: "" },
    { name: "My schedules", query: queryOf({ owner: username }) },
    { name: "Last run failed", query: queryOf({ result: "FAILED,TIMED_OUT" }) },
    { name: "Paused", query: queryOf({ state: "PAUSED" }) },
  ];
}

const queryOf = (parameters: Record<string, string>) => normalizeQuery(new URLSearchParams(parameters));

/** The same filters make the same text, in whatever order they were chosen, on whichever page. */
export function normalizeQuery(parameters: URLSearchParams): string {
  const kept = new URLSearchParams(parameters);
  kept.delete("page");
  kept.sort();
  return kept.toString();
}

/** A view of the same name is replaced. The latest comes first; the oldest goes when there are too many. */
export function withView(views: readonly SavedView[], view: SavedView): SavedView[] {
  return [view, ...views.filter(({ name }) => name !== view.name)].slice(0, MAX_SAVED_VIEWS);
}

export function withoutView(views: readonly SavedView[], name: string): SavedView[] {
  return views.filter((view) => view.name !== name);
}

/** What was stored, without what cannot be understood. */
export function parseSavedViews(text: string | null): SavedView[] {
  if (text === null) return [];
  try {
    const stored: unknown = JSON.parse(text);
    return Array.isArray(stored) ? stored.filter(isSavedView).slice(0, MAX_SAVED_VIEWS) : [];
  } catch {
    return [];
  }
}

function isSavedView(value: unknown): value is SavedView {
  return (
    typeof value === "object" &&
    value !== null &&
    "name" in value &&
    typeof value.name === "string" &&
    "query" in value &&
    typeof value.query === "string"
  );
}
