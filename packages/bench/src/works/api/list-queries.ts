import type { MiddlePage } from "./middle-page.ts";

/** A page asked for over gRPC, and the condition that asks Postgres for the same. */
export interface ListQuery {
  what: string;
  request: { pageToken?: string; tags?: string[]; nameContains?: string };
  where: string;
  values: unknown[];
}

/** Pages of schedules that people ask for. */
export function listQueries(middle: MiddlePage): ListQuery[] {
  const search = (what: string, text: string): ListQuery => ({
    what,
    request: { nameContains: text },
    where: "AND name ILIKE $1",
    values: [`%${text}%`],
  });
  return [
    { what: "list: first page", request: {}, where: "", values: [] },
    {
      what: "list: page in the middle",
      request: { pageToken: middle.token },
      where: "AND id < $1",
      values: [middle.after],
    },
    {
      what: "list: a tag of one in a hundred",
      request: { tags: ["billing"] },
      where: "AND tags @> $1",
      values: [["billing"]],
    },
    search("search: a name that few have", "Statement 77"),
    search("search: a name that nobody has", "no such schedule"),
  ];
}
