import { hash32, invalid } from "@repo/core";
import { z } from "zod";

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

const Token = z.object({ query: z.int(), position: z.unknown() });

/**
 * Where a page ends, as a text for the caller to give back.
 *
 * @param query the filters and the order: the token is good for these only
 */
export function writePageToken(query: object, position: object): string {
  return Buffer.from(JSON.stringify({ query: hashOf(query), position })).toString("base64url");
}

/** What {@link writePageToken} wrote; undefined for the first page. @throws DomainError INVALID */
export function readPageToken<Position extends z.ZodType>(
  token: string,
  query: object,
  position: Position,
): z.output<Position> | undefined {
  if (token === "") return undefined;
  const envelope = Token.safeParse(parseJson(token));
  const read = position.safeParse(envelope.data?.position);
  if (!envelope.success || !read.success) throw refused("is not a token of a previous page");
  if (envelope.data.query !== hashOf(query)) {
    throw refused("belongs to other filters or another order; begin again with the first page");
  }
  return read.data;
}

function hashOf(query: object): number {
  return hash32(JSON.stringify(query));
}

function parseJson(token: string): unknown {
  try {
    return JSON.parse(Buffer.from(token, "base64url").toString());
  } catch {
    return undefined;
  }
}

function refused(message: string) {
  return invalid([{ field: "pageToken", message }]);
}
