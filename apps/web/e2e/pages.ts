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
  /** Brings it into the state that is of interest, such as an open dialog. */
  prepare?: (page: Page) => Promise<void>;
}

export const PAGES: readonly PageCase[] = [
  { name: "sign-in", path: "/sign-in", isPublic: true },
  { name: "overview", path: "/" },
  { name: "calendar-day", path: "/calendar?view=day" },
  { name: "calendar-week", path: "/calendar" },
  { name: "calendar-month", path: "/calendar?view=month" },
  { name: "processes", path: "/workers" },
  { name: "schedules", path: "/schedules" },
  { name: "schedules-without-match", path: "/schedules?q=there-is-no-such-schedule" },
  { name: "schedule", path: pathOfSample("http-echo") },
  { name: "schedule-upcoming", path: pathOfSample("nightly-backup", "/upcoming") },
  { name: "schedule-definition", path: pathOfSample("http-echo", "/definition") },
  { name: "schedule-activity", path: pathOfSample("http-echo", "/activity") },
  { name: "runs", path: "/runs" },
  { name: "run", path: pathOfRun("flaky-webhook") },
  { name: "run-failed", path: pathOfRun("broken-webhook", RunState.FAILED) },
  { name: "schedule-new", path: "/schedules/new", prepare: waitForEditor },
  { name: "schedule-new-container", path: "/schedules/new?template=container", prepare: waitForEditor },
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
];

/** Opens a dialog by its button. */
function open(button: string) {
  return async (page: Page) => {
    await page.getByRole("button", { name: button }).click();
    await page.getByRole("dialog").waitFor();
  };
}

/** The preview and the payload's editor come a moment later. */
async function waitForEditor(page: Page): Promise<void> {
  await page.getByTestId("explanation").waitFor();
  await page.locator("#payload.cm-content").waitFor();
}
