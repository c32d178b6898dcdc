import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { addressOf, PAGES } from "./pages.ts";
import { deleteSchedules } from "./system/delete-schedules.ts";
import { startSystem } from "./system/start-system.ts";
import { DESKTOP, launchBrowser, openVisitor, PHONE, settle, signIn, untilLive } from "./system/visitor.ts";

// Photographs every page in both themes, on a desktop and on a phone:
// `bun run screenshots [name …] [--minutes 0.75] [--size desktop …] [--empty]`.

const FOLDER = resolve(import.meta.dirname, "../screenshots");
const SIZES = {
  desktop: DESKTOP,
  phone: PHONE,
  // the least and the most that has to look right
  narrow: { width: 320, height: 640 },
  wide: { width: 3840, height: 2160 },
};
type Size = keyof typeof SIZES;

const { values, positionals: wanted } = parseArgs({
  allowPositionals: true,
  // how long the samples run before, so that they have a history to show
  options: {
    minutes: { type: "string", default: "0.75" },
    size: { type: "string", multiple: true, default: ["desktop", "phone"] },
    // as it is before anybody has made a schedule
    empty: { type: "boolean", default: false },
  },
});
const isSize = (name: string): name is Size => name in SIZES;
const sizes = values.size.filter(isSize);
if (sizes.length < values.size.length) throw new Error(`the sizes are: ${Object.keys(SIZES).join(", ")}`);
const historyMs = Number(values.minutes) * 60_000;
if (!(historyMs >= 0)) throw new Error(`--minutes must be a number, not "${values.minutes}"`);
mkdirSync(FOLDER, { recursive: true });
const pages = PAGES.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
const browser = await launchBrowser();
const system = await startSystem();
try {
  await Bun.sleep(historyMs);
  if (values.empty) await deleteSchedules(system);
  for (const colorScheme of ["light", "dark"] as const) {
    for (const size of sizes) {
      await using visitor = await openVisitor(browser, system, {
        colorScheme,
        viewport: SIZES[size],
        reducedMotion: "reduce",
      });
      const { page } = visitor;
      let isSignedIn = false;
      for (const pageCase of pages) {
        const { name, isPublic, isMissing, prepare } = pageCase;
        if (!isPublic && !isSignedIn) {
          await signIn(page, system.admin);
          isSignedIn = true;
        }
        await page.goto(await addressOf(pageCase, system));
        await settle(page);
        // where there is a top bar: it would say that it is connecting
        if (!isPublic && !isMissing) await untilLive(page);
        await prepare?.(page);
        const file = `${name}${values.empty ? "-empty" : ""}-${colorScheme}-${size}.png`;
        await page.screenshot({ path: join(FOLDER, file) });
        process.stdout.write(`${file}\n`);
      }
    }
  }
} finally {
  await browser.close();
  await system[Symbol.asyncDispose]();
}
