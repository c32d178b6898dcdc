import { describe, expect, test } from "bun:test";
import { gzipSync } from "node:zlib";
import axe from "axe-core";
import type { Page } from "playwright-core";
import type { TestContext } from "../context.ts";
import { PAGES, type PageCase } from "../pages.ts";
import { DESKTOP, openVisitor, settle, signIn, type Theme } from "../system/visitor.ts";

/** First-load JavaScript of a route, compressed. */
const SCRIPT_BUDGET_BYTES = 170 * 1024;
const NARROWEST = { width: 320, height: 640 };
const THEMES: readonly Theme[] = ["light", "dark"];

/** What holds for every page. */
export function testPages(context: TestContext): void {
  describe.each(THEMES)("in the %s theme", (theme) => {
    test("every page is accessible, complains of nothing, and fits 320 px", async () => {
      const { system, browser } = context;
      await using visitor = await openVisitor(browser, system, {
        colorScheme: theme,
        reducedMotion: "reduce",
      });
      const { page, complaints } = visitor;
      const problems: string[] = [];
      let isSignedIn = false;
      for (const pageCase of PAGES) {
        if (!pageCase.isPublic && !isSignedIn) {
          await signIn(page, system.admin);
          isSignedIn = true;
        }
        await page.setViewportSize(DESKTOP);
        await open(page, pageCase, context);
        problems.push(...(await findViolations(page)).map((text) => `${pageCase.name}: ${text}`));
        await page.setViewportSize(NARROWEST);
        const overflow = await overflowOf(page);
        if (overflow > 0) problems.push(`${pageCase.name}: ${overflow} px too wide for 320 px`);
        const unexpected = complaints
          .splice(0)
          .filter((text) => !(pageCase.isMissing && text.includes("404")));
        problems.push(...unexpected.map((text) => `${pageCase.name}: ${text}`));
      }
      expect(problems).toEqual([]);
    }, 300_000);
  });

  test("every page loads at most 170 kB of JavaScript", async () => {
    const { system, browser } = context;
    const tooMuch: string[] = [];
    for (const pageCase of PAGES) {
      await using visitor = await openVisitor(browser, system);
      const { page } = visitor;
      if (!pageCase.isPublic) await signIn(page, system.admin);
      const bytes = await weighScripts(page, pageCase, context);
      process.stdout.write(`  ${(bytes / 1024).toFixed(0).padStart(4)} kB  ${pageCase.name}\n`);
      if (bytes > SCRIPT_BUDGET_BYTES) tooMuch.push(`${pageCase.name}: ${(bytes / 1024).toFixed(0)} kB`);
    }
    expect(tooMuch).toEqual([]);
  }, 300_000);
}

async function open(page: Page, { path, prepare }: PageCase, { system }: TestContext): Promise<void> {
  await page.goto(typeof path === "string" ? path : await path(system));
  await settle(page);
  await prepare?.(page);
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
async function weighScripts(page: Page, { path }: PageCase, { system }: TestContext): Promise<number> {
  const response = await page.request.get(typeof path === "string" ? path : await path(system));
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
