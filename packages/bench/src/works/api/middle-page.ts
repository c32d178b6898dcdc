import type { BenchSystem } from "../../system/start-system.ts";

const LARGEST_PAGE = 500;

/** Where the page in the middle of all schedules begins: its token, and the id of the schedule before it. */
export interface MiddlePage {
  token: string;
  after: string;
}

/** Only the API can tell where a page begins: it is walked there, in the largest pages. */
export async function findMiddlePage(
  { schedules }: Pick<BenchSystem, "schedules">,
  stored: number,
): Promise<MiddlePage> {
  const middle: MiddlePage = { token: "", after: "" };
  for (let passed = 0; passed < stored / 2; passed += LARGEST_PAGE) {
    const page = await schedules.listSchedules({ pageSize: LARGEST_PAGE, pageToken: middle.token });
    middle.token = page.nextPageToken;
    middle.after = page.schedules.at(-1)?.id ?? "";
  }
  return middle;
}
