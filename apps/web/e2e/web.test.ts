import { afterAll, beforeAll } from "bun:test";
import type { Browser } from "playwright-core";
import type { TestContext } from "./context.ts";
import { testAdministration } from "./suites/administration.ts";
import { testCalendar } from "./suites/calendar.ts";
import { testFirstSchedule } from "./suites/first-schedule.ts";
import { testLighthouse } from "./suites/lighthouse.ts";
import { testLive } from "./suites/live.ts";
import { testOverview } from "./suites/overview.ts";
import { testPages } from "./suites/pages.ts";
import { testRoles } from "./suites/roles.ts";
import { testRuns } from "./suites/runs.ts";
import { testScheduleEditor } from "./suites/schedule-editor.ts";
import { testScheduleTargets } from "./suites/schedule-targets.ts";
import { testSchedules } from "./suites/schedules.ts";
import { testSecurity } from "./suites/security.ts";
import { testSession } from "./suites/session.ts";
import { testShell } from "./suites/shell.ts";
import { testSmallScreen } from "./suites/small-screen.ts";
import { type System, startSystem } from "./system/start-system.ts";
import { launchBrowser } from "./system/visitor.ts";

// one system and one browser for all suites: starting them takes longer than most tests

const START_WITHIN_MS = 10 * 60_000;

let system: System | undefined;
let browser: Browser | undefined;

function started<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("the system has not been started");
  return value;
}

const context: TestContext = {
  get system() {
    return started(system);
  },
  get browser() {
    return started(browser);
  },
};

beforeAll(async () => {
  // first, as it tells at once when there is none
  browser = await launchBrowser();
  system = await startSystem();
}, START_WITHIN_MS);

afterAll(async () => {
  await browser?.close();
  await system?.[Symbol.asyncDispose]();
}, 60_000);

testSession(context);
testShell(context);
testLive(context);
testScheduleEditor(context);
testScheduleTargets(context);
testSecurity(context);
testSchedules(context);
testRuns(context);
testOverview(context);
testCalendar(context);
testAdministration(context);
testRoles(context);
testSmallScreen(context);
testPages(context);
testLighthouse(context);
testFirstSchedule(context);
