import { invalid } from "@repo/core";
import { parseUuid } from "./uuid.ts";

const DEFAULT_PAGE_SIZE = 50;
const MAX_PAGE_SIZE = 500;

/** The page size to use for the one asked for; 0 stands for the default. @throws DomainError INVALID */
export function pageSizeOf(asked: number): number {
  if (asked >= 0 && asked <= MAX_PAGE_SIZE) return asked || DEFAULT_PAGE_SIZE;
  const message = `must be between 1 and ${MAX_PAGE_SIZE}, or 0 for the default`;
  throw invalid([{ field: "pageSize", message }]);
}

/** A page cut out of one row more than it holds: that row tells whether another page follows. */
export function cutPage<Item extends { id: string }>(
  items: Item[],
  pageSize: number,
): { page: Item[]; nextPageToken: string } {
  const page = items.slice(0, pageSize);
  return { page, nextPageToken: items.length > pageSize ? (page.at(-1)?.id ?? "") : "" };
}

/** The id after which the page begins; undefined for the first. @throws DomainError INVALID */
export function readPageToken(token: string): string | undefined {
  return token === "" ? undefined : parseUuid("pageToken", token);
}
