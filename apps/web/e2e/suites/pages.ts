import { describe, expect, test } from "bun:test";
import { gzipSync } from "node:zlib";
import axe from "axe-core";
import type { Page } from "playwright-core";
import type { TestContext } from "../context.ts";
import { addressOf, PAGES, type PageCase } from "../pages.ts";
import { readLayoutShift, recordLayoutShift } from "../system/layout-shift.ts";
import { DESKTOP, openVisitor, settle, signIn, type Theme } from "../system/visitor.ts";

/** First-load JavaScript of a route, compressed. */
const SCRIPT_BUDGET_BYTES = 170 * 1024;
/** What counts as good. A run that comes into a list meanwhile moves the others, too. */
const LAYOUT_SHIFT_BUDGET = 0.1;
/** React's number for an error that the server keeps to itself. */
const SERVER_FAILED = "Minified React error #441";
const NARROWEST = { width: 320, height: 640 };
const THEMES: readonly Theme[] = ["light", "dark"];

/** What holds for every page. */
export function testPages(context: TestContext): void {
  describe.each(THEMES)("in the %s theme", (theme) => {
    test("every page is accessible, complains of nothing, does not jump, and fits 320 px", async () => {
      const { system, browser } = context;
      await using visitor = await openVisitor(browser, system, {
        colorScheme: theme,
        reducedMotion: "reduce",
      });
      const { page, complaints } = visitor;
      await page.addInitScript(recordLayoutShift);
      const problems: string[] = [];
      let isSignedIn = false;
      for (const pageCase of PAGES) {
        if (!pageCase.isPublic && !isSignedIn) {
          await signIn(page, system.admin);
          isSignedIn = true;
        }
        await page.setViewportSize(DESKTOP);
        await open(page, pageCase, context);
        const shift = await page.evaluate(readLayoutShift);
        if (shift > LAYOUT_SHIFT_BUDGET) problems.push(`${pageCase.name}: shifts by ${shift.toFixed(3)}`);
        problems.push(...(await findViolations(page)).map((text) => `${pageCase.name}: ${text}`));
        await page.setViewportSize(NARROWEST);
        const overflow = await overflowOf(page);
        if (overflow > 0) problems.push(`${pageCase.name}: ${overflow} px too wide for 320 px`);
        const unexpected = complaints
          .splice(0)
          .filter((text) => !(pageCase.isMissing && text.includes("404")))
          .filter((text) => !(pageCase.isBroken && text.includes(SERVER_FAILED)));
        problems.push(...unexpected.map((text) => `${pageCase.name}: ${text}`));
      }
      expect(problems).toEqual([]);
    }, 300_000);
  });

  test("a page of a list whose token was edited by hand is the first one", async () => {
    const { system, browser } = context;
    await using visitor = await openVisitor(browser, system);
    const { page, complaints } = visitor;
    await signIn(page, system.admin);
    for (const path of ["/schedules", "/runs", "/admin/users", "/admin/audit"]) {
      await page.goto(`${path}?page=1.nonsense`);
      await settle(page);
      const pages = page.getByRole("navigation", { name: "Pages" });
      expect(await pages.getByText(/^(0|No) /).count()).toBe(0);
      await pages.getByRole("button", { name: "First page" }).click();
      await page.waitForURL((url) => url.pathname === path && !url.searchParams.has("page"));
    }
    expect(complaints).toEqual([]);
  }, 60_000);

  test("every page loads at most 170 kB of JavaScript", async () => {
    const { system, browser } = context;
    const tooMuch: string[] = [];
    const weighed = new Set<string>();
    for (const pageCase of PAGES) {
      const address = await addressOf(pageCase, system);
      // some are there twice, with something opened on them
      if (weighed.has(address)) continue;
      weighed.add(address);
      await using visitor = await openVisitor(browser, system);
      const { page } = visitor;
      if (!pageCase.isPublic) await signIn(page, system.admin);
      const bytes = await weighScripts(page, address);
      process.stdout.write(`  ${(bytes / 1024).toFixed(0).padStart(4)} kB  ${pageCase.name}\n`);
      if (bytes > SCRIPT_BUDGET_BYTES) tooMuch.push(`${pageCase.name}: ${(bytes / 1024).toFixed(0)} kB`);
    }
    expect(tooMuch).toEqual([]);
  }, 300_000);
}

async function open(page: Page, pageCase: PageCase, { system }: TestContext): Promise<void> {
  await page.goto(await addressOf(pageCase, system));
  await settle(page);
  await pageCase.prepare?.(page);
}

/** How many pixels a page is wider than the window, once charts have seen how narrow that has become. */
async function overflowOf(page: Page): Promise<number> {
  const measure = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;
  await page.waitForFunction(`(${measure})() <= 0`, undefined, { timeout: 3_000 }).catch(() => undefined);
  return page.evaluate(measure);
}

/** WCAG 2.2 A and AA. */
async function findViolations(page: Page): Promise<string[]> {
  // not as a script element: the pages rightly refuse those
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    // @ts-expect-error the line above has put it there
    window.axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }),
  );
  return violations.map(
    ({ id, nodes }: { id: string; nodes: { html: string; failureSummary: string }[] }) =>
      `${id}: ${nodes.map(({ html, failureSummary }) => `${html.slice(0, 200)} ${failureSummary}`).join(" | ")}`,
  );
}

/** Compressed size of the scripts that the HTML of a page names, which is what is needed before it can react. */
async function weighScripts(page: Page, address: string): Promise<number> {
  const response = await page.request.get(address);
  const html = await response.text();
  const scripts = new Set(
    [...html.matchAll(/<script[^>]+src="(\/_next\/static\/[^"]+\.js)[^"]*"([^>]*)>/g)].map(
      ([, src = "", rest = ""]) => (rest.includes("noModule") ? "" : src),
    ),
  );
  let bytes = 0;
  for (const src of scripts) {
    if (src === "") continue;
    const script = await page.request.get(src);
    bytes += gzipSync(await script.body(), { level: 6 }).byteLength;
  }
  return bytes;
}
