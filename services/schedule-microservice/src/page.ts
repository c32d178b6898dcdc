import { invalid } from "@repo/core";

const DEFAULT_PAGE_SIZE = 50;
const MAX_PAGE_SIZE = 500;

/** The page size to use for the one asked for; 0 stands for the default. @throws DomainError INVALID */
export function pageSizeOf(asked: number): number {
  if (asked < 0 || asked > MAX_PAGE_SIZE) {
    throw invalid([
      { field: "pageSize", message: `must be between 1 and ${MAX_PAGE_SIZE}, or 0 for the default` },
    ]);
  }
  return asked || DEFAULT_PAGE_SIZE;
}

/** A page cut out of one row more than it holds: that row tells whether another page follows. */
export function cutPage<Item>(
  items: Item[],
  pageSize: number,
  tokenOf: (last: Item) => string,
): { page: Item[]; nextPageToken: string } {
  const page = items.slice(0, pageSize);
  const last = page.at(-1);
  return { page, nextPageToken: last !== undefined && items.length > pageSize ? tokenOf(last) : "" };
}

/** What a page token says, decoded by `read`. @throws DomainError INVALID when it is not one of ours */
export function readPageToken<Position>(
  token: string,
  read: (token: string) => Position,
): Position | undefined {
  if (token === "") return undefined;
  try {
    return read(token);
  } catch {
    throw invalid([{ field: "pageToken", message: "is not a token of a previous page" }]);
  }
}
