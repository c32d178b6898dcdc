import { describe, expect, test } from "bun:test";
import type { TestContext } from "../context.ts";
import { deleteSchedules } from "../system/delete-schedules.ts";
import { createPerson } from "../system/people.ts";
import { openVisitor, signIn, signInFirst } from "../system/visitor.ts";

const SHOWN_WITHIN_MS = 60_000;

/** Comes last: nothing is left of the samples. */
export function testFirstSchedule(context: TestContext): void {
  describe("where there is no schedule", () => {
    test("a viewer is told whom to ask, and is offered nothing that would be refused", async () => {
      const { system, browser } = context;
      await deleteSchedules(system);
      const viewer = await createPerson(system);
      await using visitor = await openVisitor(browser, system);
      const { page } = visitor;
      await signInFirst(page, viewer);
      await page.goto("/schedules");
      await page.getByText("ask an administrator for the role EDITOR").waitFor();
      expect(await page.getByRole("main").getByRole("link").count()).toBe(0);
    }, 120_000);

    test("the first one is two clicks away", async () => {
      const { system, browser } = context;
      await using visitor = await openVisitor(browser, system);
      const { page } = visitor;
      await signIn(page, system.admin);
      await page.getByText("No schedules yet").waitFor();
      await page.getByRole("link", { name: "Create a schedule" }).click();
      await page.getByRole("button", { name: "Create schedule" }).click({ timeout: SHOWN_WITHIN_MS });
      await page.waitForURL(/\/schedules\/[0-9a-f-]{36}$/, { timeout: SHOWN_WITHIN_MS });
      await page.getByRole("heading", { name: "my-first-schedule" }).waitFor();
      const { schedules } = await system.schedules.listSchedules({});
      expect(schedules.map(({ definition }) => definition?.name)).toEqual(["my-first-schedule"]);
    }, 120_000);
  });
}
