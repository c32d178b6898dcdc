import { describe, expect, test } from "bun:test";
import type { Page } from "playwright-core";
import type { TestContext } from "../context.ts";
import { uniqueName } from "../system/people.ts";
import { openVisitor, PHONE, settle, signIn } from "../system/visitor.ts";

const SHOWN_WITHIN_MS = 60_000;

/** What is done on a phone, by touch. */
export function testSmallScreen(context: TestContext): void {
  describe("on a phone", () => {
    test("a schedule is made, found, run and paused, and no page is wider than the screen", async () => {
      const { system, browser } = context;
      const name = uniqueName("phone");
      await using visitor = await openVisitor(browser, system, {
        viewport: PHONE,
        isMobile: true,
        hasTouch: true,
      });
      const { page } = visitor;
      await signIn(page, system.admin);
      await settle(page);
      await page.getByRole("link", { name: "New schedule" }).tap();
      await page.getByTestId("explanation").waitFor({ timeout: SHOWN_WITHIN_MS });
      await page.getByRole("button", { name: /^First steps/ }).tap();
      await page.locator("#name").fill(name);
      await expectToFit(page);
      await page.getByRole("button", { name: "Create schedule" }).tap();
      await page.getByRole("heading", { name }).waitFor({ timeout: SHOWN_WITHIN_MS });
      await expectToFit(page);

      await page.getByRole("button", { name: "Open navigation" }).tap();
      await page.getByRole("dialog").getByRole("link", { name: "Schedules" }).tap();
      await page.getByRole("searchbox", { name: "Search schedules by name" }).fill(name);
      await page.waitForURL(/q=/);
      await page.getByRole("button", { name: `Actions for ${name}` }).tap();
      await page.getByRole("menuitem", { name: "Pause …" }).tap();
      await page.getByLabel("Why").fill("from the train");
      await page.getByRole("button", { name: "Pause", exact: true }).tap();
      await page.getByRole("row").filter({ hasText: name }).getByText("Paused").waitFor();
      await expectToFit(page);

      await page.getByRole("link", { name, exact: true }).tap();
      await page.getByText("Paused: from the train").waitFor();
      await page.getByRole("button", { name: "Run now" }).tap();
      await page.getByRole("alertdialog").getByRole("button", { name: "Run now" }).tap();
      await page.waitForURL(/\/runs\//);
      await page.getByRole("main").getByText("Succeeded").first().waitFor();
      await page.getByRole("list", { name: "Timeline" }).waitFor();
      await expectToFit(page);
    }, 180_000);
  });
}

async function expectToFit(page: Page): Promise<void> {
  const widths = () => [document.documentElement.scrollWidth, document.documentElement.clientWidth];
  const [content = 0, screen] = await page.evaluate(widths);
  expect(`${content} px wide: ${new URL(page.url()).pathname}`).toBe(
    `${screen} px wide: ${new URL(page.url()).pathname}`,
  );
}
