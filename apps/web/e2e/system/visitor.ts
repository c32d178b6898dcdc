import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { findChromium } from "./chromium.ts";
import type { System } from "./start-system.ts";

export const DESKTOP = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };

export type Theme = "light" | "dark";

export function launchBrowser(): Promise<Browser> {
  // inside containers there is no user namespace for its sandbox; it only visits our own pages
  return chromium.launch({ executablePath: findChromium(), args: ["--no-sandbox"] });
}

/** A browser window of somebody who has not been here before. What the page complains about is collected. */
export interface Visitor extends AsyncDisposable {
  page: Page;
  /** Errors of scripts, of the console and of the Content-Security-Policy. */
  complaints: string[];
}

export async function openVisitor(
  browser: Browser,
  { baseUrl }: Pick<System, "baseUrl">,
  options: BrowserContextOptions = {},
): Promise<Visitor> {
  const context = await browser.newContext({ baseURL: baseUrl, viewport: DESKTOP, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (message.type() !== "error" && message.type() !== "warning") return;
    complaints.push(`${message.text()} (${message.location().url})`);
  });
  return { page, complaints, [Symbol.asyncDispose]: () => context.close() };
}

/** Signs in by the form and waits for the page that was asked for. */
export async function signIn(
  page: Page,
  { username, password }: { username: string; password: string },
  path = "/schedules",
): Promise<void> {
  await page.goto(path);
  await page.getByLabel("Username").fill(username);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => url.pathname === new URL(path, url).pathname);
}

/** What `signInFirst` replaces one-time passwords by. */
export const NEW_PASSWORD = "a long one to remember";

/** Signs in with a one-time password, replaces it, and waits for the page that was asked for. */
export async function signInFirst(
  page: Page,
  { username, oneTimePassword }: { username: string; oneTimePassword: string },
  path = "/account/profile",
): Promise<void> {
  await page.goto(path);
  await page.getByLabel("Username").fill(username);
  await page.getByLabel("Password", { exact: true }).fill(oneTimePassword);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByLabel("New password", { exact: true }).fill(NEW_PASSWORD);
  await page.getByLabel("New password again").fill(NEW_PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => url.pathname === new URL(path, url).pathname);
}

const CHARTS = ".recharts-responsive-container";

/** Waits until nothing on the page is loading any more, and all charts are drawn. */
export async function settle(page: Page): Promise<void> {
  await page.locator("h1").first().waitFor();
  await page.waitForFunction(() => document.querySelector("[aria-busy=true]") === null);
  await page.waitForFunction(
    (charts) => [...document.querySelectorAll(charts)].every((chart) => chart.querySelector("svg") !== null),
    CHARTS,
  );
  await page.evaluate(() => document.fonts.ready);
}

/** Waits until the page follows what happens. */
export async function untilLive(page: Page): Promise<void> {
  const status = page.getByRole("status").filter({ hasText: /^Live$/ });
  await status.waitFor();
}
