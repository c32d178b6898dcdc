import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { PAGES } from "./pages.ts";
import { startSystem } from "./system/start-system.ts";
import { DESKTOP, launchBrowser, openVisitor, PHONE, settle, signIn, untilLive } from "./system/visitor.ts";

// Photographs every page in both themes, on a desktop and on a phone: `bun run screenshots [name …] [--minutes 0.75]`.

const FOLDER = resolve(import.meta.dirname, "../screenshots");
const SIZES = { desktop: DESKTOP, phone: PHONE };

const { values, positionals: wanted } = parseArgs({
  allowPositionals: true,
  // how long the samples run before, so that they have a history to show
  options: { minutes: { type: "string", default: "0.75" } },
});
const historyMs = Number(values.minutes) * 60_000;
if (!(historyMs >= 0)) throw new Error(`--minutes must be a number, not "${values.minutes}"`);
mkdirSync(FOLDER, { recursive: true });
const pages = PAGES.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
const browser = await launchBrowser();
const system = await startSystem();
try {
  await Bun.sleep(historyMs);
  for (const colorScheme of ["light", "dark"] as const) {
    for (const [size, viewport] of Object.entries(SIZES)) {
      await using visitor = await openVisitor(browser, system, {
        colorScheme,
        viewport,
        reducedMotion: "reduce",
      });
      const { page } = visitor;
      let isSignedIn = false;
      for (const { name, path, isPublic, isMissing, prepare } of pages) {
        if (!isPublic && !isSignedIn) {
          await signIn(page, system.admin);
          isSignedIn = true;
        }
        await page.goto(typeof path === "string" ? path : await path(system));
        await settle(page);
        // where there is a top bar: it would say that it is connecting
        if (!isPublic && !isMissing) await untilLive(page);
        await prepare?.(page);
        await page.screenshot({ path: join(FOLDER, `${name}-${colorScheme}-${size}.png`) });
        process.stdout.write(`${name}-${colorScheme}-${size}.png\n`);
      }
    }
  }
} finally {
  await browser.close();
  await system[Symbol.asyncDispose]();
}
