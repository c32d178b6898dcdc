import { rmSync } from "node:fs";
import { freePort, makeTemporaryDataFolder } from "@repo/local-stack";
import lighthouse, { desktopConfig } from "lighthouse";
import { chromium } from "playwright-core";
import { findChromium } from "./system/chromium.ts";
import { startSystem } from "./system/start-system.ts";
import { signIn } from "./system/visitor.ts";

// Measures pages with Lighthouse, as a signed-in visitor with an empty cache: `bun run lighthouse [path …]`.
// Ends with code 1 when a page falls below what was promised. Say nothing of its figures on a busy machine.

const CATEGORIES = ["performance", "accessibility", "best-practices"] as const;
const PROMISED_SCORE = 0.95;
const SHOWN_METRICS = ["largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift"] as const;

const paths = process.argv.length > 2 ? process.argv.slice(2) : ["/schedules"];
const profile = makeTemporaryDataFolder();
const port = await freePort();
// Lighthouse opens its own tab, so the session has to be in the browser's own profile
const browser = await chromium.launchPersistentContext(profile, {
  executablePath: findChromium(),
  args: ["--no-sandbox", `--remote-debugging-port=${port}`],
});
const system = await startSystem();
let isGood = true;
try {
  const page = await browser.newPage();
  await signIn(page, system.admin, `${system.baseUrl}/schedules`);
  await page.close();
  for (const path of paths) {
    const result = await lighthouse(
      `${system.baseUrl}${path}`,
      { port, disableStorageReset: true, onlyCategories: [...CATEGORIES], logLevel: "error" },
      desktopConfig,
    );
    if (result === undefined) throw new Error(`${path} could not be measured`);
    const { categories, audits } = result.lhr;
    const scores = CATEGORIES.map((name) => ({ name, score: categories[name]?.score ?? 0 }));
    const metrics = SHOWN_METRICS.map((name) => `${audits[name]?.title} ${audits[name]?.displayValue}`);
    const failed = Object.values(audits).filter(
      ({ score, scoreDisplayMode }) => scoreDisplayMode === "binary" && score === 0,
    );
    process.stdout.write(
      `${path}\n  ${scores.map(({ name, score }) => `${name} ${Math.round(score * 100)}`).join("  ")}\n` +
        `  ${metrics.join("  ")}\n${failed.map(({ id, title }) => `  ✗ ${id}: ${title}\n`).join("")}`,
    );
    isGood &&= scores.every(({ score }) => score >= PROMISED_SCORE);
  }
} finally {
  await browser.close();
  await system[Symbol.asyncDispose]();
  rmSync(profile, { recursive: true, force: true });
}
process.exitCode = isGood ? 0 : 1;
