import { RunState } from "@repo/proto/scheduler/v1/run_pb";
import type { Page } from "playwright-core";
import { pathOfRun, pathOfSample } from "./sample-paths.ts";
import type { System } from "./system/start-system.ts";

/** A page as it is photographed, checked for accessibility in both themes, and weighed. */
export interface PageCase {
  /** File name of its screenshots. */
  name: string;
  path: string | ((system: System) => Promise<string>);
  isPublic?: boolean;
  /** The browser complains of a page that is not there; here that is as it should be. */
  isMissing?: boolean;
  /** The server cannot show it, of which the browser complains as well. */
  isBroken?: boolean;
  /** Brings it into the state that is of interest, such as an open dialog. */
  prepare?: (page: Page) => Promise<void>;
}

export async function addressOf({ path }: PageCase, system: System): Promise<string> {
  return typeof path === "string" ? path : path(system);
}

export const PAGES: readonly PageCase[] = [
  { name: "sign-in", path: "/sign-in", isPublic: true },
  { name: "overview", path: "/" },
  { name: "calendar-day", path: "/calendar?view=day" },
  { name: "calendar-week", path: "/calendar" },
  { name: "calendar-month", path: "/calendar?view=month" },
  { name: "calendar-slot", path: "/calendar", prepare: openSlot },
  { name: "processes", path: "/workers" },
  { name: "schedules", path: "/schedules" },
  { name: "schedules-chosen", path: "/schedules?sort=NAME", prepare: chooseAll },
  { name: "schedules-palette", path: "/schedules", prepare: press("Control+k") },
  { name: "schedules-shortcuts", path: "/schedules", prepare: press("?") },
  { name: "schedules-without-match", path: "/schedules?q=there-is-no-such-schedule" },
  { name: "schedule", path: pathOfSample("http-echo") },
  { name: "schedule-why", path: pathOfSample("http-echo"), prepare: open("Why?") },
  { name: "schedule-trigger", path: pathOfSample("http-echo"), prepare: open("Run now") },
  { name: "schedule-backfill", path: pathOfSample("http-echo"), prepare: openBackfill },
  { name: "schedule-upcoming", path: pathOfSample("nightly-backup", "/upcoming") },
  { name: "schedule-definition", path: pathOfSample("http-echo", "/definition") },
  { name: "schedule-yaml", path: pathOfSample("http-echo", "/definition?as=yaml") },
  { name: "schedule-activity", path: pathOfSample("http-echo", "/activity") },
  { name: "runs", path: "/runs" },
  { name: "run", path: pathOfRun("flaky-webhook") },
  { name: "run-running", path: pathOfRun("slow-report", RunState.RUNNING) },
  { name: "run-failed", path: pathOfRun("broken-webhook", RunState.FAILED) },
  { name: "schedule-new", path: "/schedules/new", prepare: waitForEditor },
  { name: "schedule-new-container", path: "/schedules/new?template=container", prepare: waitForEditor },
  { name: "schedule-new-command", path: "/schedules/new?template=command", prepare: showTarget },
  { name: "schedule-new-grpc", path: "/schedules/new?template=grpc", prepare: showTarget },
  { name: "schedule-new-handler", path: "/schedules/new?template=handler", prepare: showTarget },
  { name: "schedule-edit", path: pathOfSample("nightly-backup", "/edit"), prepare: waitForEditor },
  { name: "profile", path: "/account/profile" },
  { name: "sessions", path: "/account/sessions" },
  { name: "tokens", path: "/account/tokens" },
  { name: "token-new", path: "/account/tokens", prepare: open("New token") },
  { name: "users", path: "/admin/users" },
  { name: "user-new", path: "/admin/users", prepare: open("New user") },
  { name: "secrets", path: "/admin/secrets" },
  { name: "secret-new", path: "/admin/secrets", prepare: open("New secret") },
  { name: "audit", path: "/admin/audit" },
  { name: "audit-without-match", path: "/admin/audit?actor=nobody" },
  { name: "security", path: "/admin/security" },
  { name: "not-found", path: "/there-is-no-such-page", isMissing: true },
  { name: "schedule-not-found", path: `/schedules/${crypto.randomUUID()}`, isMissing: true },
  // longer than any name
  { name: "error", path: `/schedules?q=${"x".repeat(201)}`, isBroken: true },
];

/** Opens a dialog by its button. */
function open(button: string) {
  return async (page: Page) => {
    await page.getByRole("button", { name: button }).click();
    await dialogOf(page).waitFor();
  };
}

function press(keys: string) {
  return async (page: Page) => {
    await page.keyboard.press(keys);
    await dialogOf(page).waitFor();
  };
}

const dialogOf = (page: Page) => page.getByRole("dialog").or(page.getByRole("alertdialog"));

async function chooseAll(page: Page): Promise<void> {
  await page.getByRole("checkbox", { name: "Select all rows of this page" }).click();
  await page.getByRole("region", { name: "Chosen schedules" }).getByText("Pause").click();
  await dialogOf(page)
    .getByText(/would be paused/)
    .waitFor();
}

async function openBackfill(page: Page): Promise<void> {
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: /Backfill/ }).click();
  await dialogOf(page)
    .getByText(/would run/)
    .waitFor();
}

/** The hour that is now. */
async function openSlot(page: Page): Promise<void> {
  await page.locator("[aria-current=time]").click();
  await dialogOf(page).waitFor();
}

/** The editor at the fields of the target. */
async function showTarget(page: Page): Promise<void> {
  await waitForEditor(page);
  await page.locator("#target").evaluate((section) => section.scrollIntoView());
}

/** The preview and the payload's editor come a moment later. */
async function waitForEditor(page: Page): Promise<void> {
  await page.getByTestId("explanation").waitFor();
  await page.locator("#payload.cm-content").waitFor();
}
