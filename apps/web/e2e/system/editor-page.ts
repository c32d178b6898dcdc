import { decodeSchedule } from "@repo/proto";
import type { Locator, Page } from "playwright-core";
import type { TestContext } from "../context.ts";
import { signIn } from "./visitor.ts";

export const SHOWN_WITHIN_MS = 60_000;

/** Of the form, by the path it has in the definition. */
export function field(page: Page, path: string): Locator {
  return page.locator(`[id="${path}"]`);
}

/** What is wrong with a field of the form. */
export function errorOf(page: Page, path: string): Locator {
  return page.locator(`[id="${path}-error"]`);
}

/** Signed in as the administrator, at a page of the editor that is ready. */
export async function openEditor(page: Page, { system }: TestContext, path: string): Promise<void> {
  await signIn(page, system.admin);
  await page.goto(path);
  await page.getByTestId("explanation").waitFor({ timeout: SHOWN_WITHIN_MS });
}

/** Stored schedules. */
export async function findByName({ system }: TestContext, name: string) {
  const { schedules } = await system.schedules.listSchedules({ nameContains: name });
  return schedules.map(decodeSchedule);
}
