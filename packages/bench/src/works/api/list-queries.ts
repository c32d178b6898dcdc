/** A page asked for over gRPC, and the condition that asks Postgres for the same. */
export interface ListQuery {
  what: string;
  request: { pageToken?: string; tags?: string[]; nameContains?: string };
  where: string;
  values: unknown[];
}

/** Pages of schedules that people ask for. `ids`: those that are stored, oldest first. */
export function listQueries(ids: readonly string[]): ListQuery[] {
  const middle = ids[Math.floor(ids.length / 2)] ?? "";
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
      request: { pageToken: middle },
      where: "AND id < $1",
      values: [middle],
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
