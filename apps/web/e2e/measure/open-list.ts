import type { Page } from "playwright-core";
import { settle, untilLive } from "../system/visitor.ts";

/** Opens the list of schedules and waits until it reacts. */
export async function openList(page: Page): Promise<void> {
  await page.goto("/schedules");
  await settle(page);
  // the stream of events is opened by what reacts
  await untilLive(page);
}
