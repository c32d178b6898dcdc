import { RpcError } from "@repo/runtime/rpc/client";

/**
 * Asks for a page of a list. A token in the URL that the API refuses, because somebody has edited it or other filters, is
 * no error to show: then it is the first page.
 */
export async function orFirstPage<Page>(
  pageToken: string,
  ask: (pageToken: string) => Promise<Page>,
): Promise<Page> {
  try {
    return await ask(pageToken);
  } catch (error) {
    if (pageToken === "" || !isRefusedToken(error)) throw error;
    return ask("");
  }
}

function isRefusedToken(error: unknown): boolean {
  return error instanceof RpcError && error.fields.some(({ field }) => field === "pageToken");
}
