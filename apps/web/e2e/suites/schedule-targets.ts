import { describe, expect, test } from "bun:test";
import type { Page } from "playwright-core";
import type { TestContext } from "../context.ts";
import { errorOf, field, findByName, openEditor, SHOWN_WITHIN_MS } from "../system/editor-page.ts";
import { openVisitor } from "../system/visitor.ts";

/** Fills in a new schedule that waits, saves it, and returns what was stored. */
async function create(page: Page, context: TestContext, name: string) {
  await field(page, "name").fill(name);
  await page.getByRole("switch", { name: "Start paused" }).click();
  await page.getByRole("button", { name: "Create schedule" }).click();
  await page.waitForURL(/\/schedules\/[0-9a-f-]{36}$/, { timeout: SHOWN_WITHIN_MS });
  const [created] = await findByName(context, name);
  if (created === undefined) throw new Error("the schedule is not there");
  return created.definition.target;
}

export function testScheduleTargets(context: TestContext): void {
  describe("the editor of targets", () => {
    test("makes a schedule that calls a handler", async () => {
      await using visitor = await openVisitor(context.browser, context.system);
      const { page } = visitor;
      await openEditor(page, context, "/schedules/new");
      await page.getByRole("radio", { name: /^Handler/ }).click();
      await field(page, "target.handler").fill("send report");
      await page.getByRole("button", { name: "Create schedule" }).click();
      await errorOf(page, "target.handler").filter({ hasText: "Must be the name of a handler" }).waitFor();
      await field(page, "target.handler").fill("send-report");
      expect(await create(page, context, "target-handler")).toEqual({
        type: "handler",
        handler: "send-report",
      });
      await page.getByText("Handler send-report").waitFor();
    }, 180_000);
  });
}
