/** Columns of the list that may be hidden, with their titles. */
export const OPTIONAL_COLUMNS = {
  nextDueAt: "Next due",
  timing: "When",
  recentRuns: "Last runs",
  lastEnded: "Last result",
  target: "Target",
  owner: "Owner",
} as const;
export type OptionalColumn = keyof typeof OPTIONAL_COLUMNS;

export type Density = "comfortable" | "compact";

/** How a person likes to see the list. */
export interface ListView {
  hidden: OptionalColumn[];
  density: Density;
}

const DEFAULT_VIEW: ListView = { hidden: ["target"], density: "comfortable" };

/** The cookie that the view is remembered in: the server has to know it before it renders. */
export const LIST_VIEW_COOKIE = "schedules_view";

export function writeListView({ hidden, density }: ListView): string {
  return `${density}:${hidden.join(",")}`;
}

/** What is not understood, as after an update of this page, is left out. */
export function readListView(cookie: string | undefined): ListView {
  const [density, columns] = cookie?.split(":") ?? [];
  if (columns === undefined) return DEFAULT_VIEW;
  return {
    density: density === "compact" ? "compact" : "comfortable",
    hidden: columns
      .split(",")
      .filter((column): column is OptionalColumn => Object.hasOwn(OPTIONAL_COLUMNS, column)),
  };
}
