import { cpus, loadavg } from "node:os";
import { findChromium } from "../system/chromium.ts";
import { startSystem } from "../system/start-system.ts";
import { readArguments } from "./arguments.ts";
import { formatMs, writeTable } from "./figures.ts";
import { measureInteractions } from "./measure-interactions.ts";
import { measureLighthouse } from "./measure-lighthouse.ts";
import { measureServer, type ServerFigures } from "./measure-server.ts";
import { openMeasuringBrowser } from "./measuring-browser.ts";
import { openStock } from "./stock.ts";

// Measures the production build as a signed-in visitor of an installation with many schedules, and prints tables:
// `bun run measure [server] [interactions] [lighthouse] [--schedules 100000] [--path / …]`. Ends with code 1 when a page
// scores less with Lighthouse than was promised. Say nothing of its figures on a busy machine.

/** Few, one full page of the list, and all. */
const FEW = 10;
const ONE_PAGE = 50;

const { parts, schedules, paths } = readArguments(process.argv.slice(2));
const print = (text: string) => process.stdout.write(`${text}\n\n`);
const [cpu] = cpus();
print(`${cpus().length} × ${cpu?.model.trim()}, load ${loadavg()[0]?.toFixed(1)}`);

// first, as it tells at once when there is none
findChromium();
await using system = await startSystem();
await using stock = await openStock(system);
await using browser = await openMeasuringBrowser(system);

if (parts.includes("server")) {
  const figures: ServerFigures[] = [];
  for (const stored of [FEW, ONE_PAGE, schedules]) {
    await stock.fillUpTo(stored);
    figures.push(...(await measureServer({ system, context: browser.context, stored })));
  }
  print("Time of the server for the list page, 100 requests one after the other, in ms:");
  print(
    writeTable(
      ["schedules", "rows", "request", "first byte p95", "whole p50", "whole p95", "`ListSchedules` p95"],
      figures.map(({ stored, rows, request, firstByte, whole, call }) => [
        stored.toLocaleString("en-US"),
        String(rows),
        request,
        ...[firstByte.p95, whole.p50, whole.p95, call.p95].map(formatMs),
      ]),
    ),
  );
}

await stock.fillUpTo(schedules);

if (parts.includes("interactions")) {
  print(`From the press of a key or button, with ${schedules.toLocaleString("en-US")} schedules, in ms:`);
  print(
    writeTable(
      ["interaction", "next paint p50", "next paint p95", "result painted p50", "result painted p95"],
      (await measureInteractions(browser.context)).map(({ name, nextPaint, result }) => [
        name,
        ...[nextPaint.p50, nextPaint.p95, result.p50, result.p95].map(formatMs),
      ]),
    ),
  );
}

if (parts.includes("lighthouse")) {
  const pages = await measureLighthouse({ baseUrl: system.baseUrl, port: browser.port, paths });
  print(`Lighthouse, desktop, with ${schedules.toLocaleString("en-US")} schedules, the median of three:`);
  print(
    writeTable(
      ["page", "performance", "accessibility", "best practices", "LCP", "TBT", "CLS"],
      pages.map(({ path, scores, metrics }) => [`\`${path}\``, ...scores.map(String), ...metrics]),
    ),
  );
  for (const { path, failed } of pages) for (const audit of failed) print(`✗ ${path}: ${audit}`);
  if (!pages.every(({ isGood }) => isGood)) process.exitCode = 1;
}
