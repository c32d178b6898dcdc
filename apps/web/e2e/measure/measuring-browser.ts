import { rmSync } from "node:fs";
import { freePort, makeTemporaryDataFolder } from "@repo/local-stack";
import { type BrowserContext, chromium } from "playwright-core";
import { findChromium } from "../system/chromium.ts";
import type { System } from "../system/start-system.ts";
import { DESKTOP, signIn } from "../system/visitor.ts";

/** A browser with the session of an administrator, which Lighthouse can use as well. */
export interface MeasuringBrowser extends AsyncDisposable {
  context: BrowserContext;
  /** Of remote debugging. */
  port: number;
}

export async function openMeasuringBrowser({
  baseUrl,
  admin,
}: Pick<System, "baseUrl" | "admin">): Promise<MeasuringBrowser> {
  await using opened = new AsyncDisposableStack();
  const profile = makeTemporaryDataFolder();
  opened.defer(() => rmSync(profile, { recursive: true, force: true }));
  const port = await freePort();
  // Lighthouse opens its own tab, so the session has to be in the browser's own profile
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: findChromium(),
    args: ["--no-sandbox", `--remote-debugging-port=${port}`],
    baseURL: baseUrl,
    viewport: DESKTOP,
  });
  opened.defer(() => context.close());
  const page = await context.newPage();
  await signIn(page, admin);
  await page.close();
  const owned = opened.move();
  return { context, port, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}
