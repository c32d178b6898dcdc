/** Filters and order of a list under a name. */
export interface View {
  name: string;
  /** The query of the list's URL, such as `sort=NAME&state=PAUSED`; without the page. */
  query: string;
}

/** The same filters make the same text, in whatever order they were chosen, on whichever page. */
export function normalizeQuery(parameters: URLSearchParams): string {
  const kept = new URLSearchParams(parameters);
  kept.delete("page");
  kept.sort();
  return kept.toString();
}

/** The views after one was saved: one of the same name is replaced, the latest comes first. */
export function withView(views: readonly View[], view: View): View[] {
  return [view, ...withoutView(views, view.name)];
}

export function withoutView(views: readonly View[], name: string): View[] {
  return views.filter((view) => view.name !== name);
}
