import type { Browser } from "playwright-core";
import type { System } from "./system/start-system.ts";

/** What all suites share; there from the first test on. */
export interface TestContext {
  readonly system: System;
  readonly browser: Browser;
}
