import { describe, expect, test } from "bun:test";
import { encodeDefinition } from "@repo/proto";
import { aDefinition } from "@repo/testing";
import type { TestContext } from "../context.ts";
import { addressOf, PAGES } from "../pages.ts";
import { createPerson, uniqueName } from "../system/people.ts";
import type { System } from "../system/start-system.ts";
import { openVisitor, settle, signInFirst } from "../system/visitor.ts";

const WHOLE_FLOW_MS = 120_000;
/** Far away, so that no run comes between. */
const ONCE_A_YEAR = { type: "cron", expression: "0 0 1 1 *", timeZone: "UTC" } as const;
/** What changes schedules and runs, by the names of its buttons and links. */
const CHANGES =
  /^(New schedule|Create a schedule|Run now|Run again|Pause|Resume|Edit|Duplicate|Cancel run|More actions|Actions for .*|Select .*)$/;

/** What is offered to whom. */
export function testRoles(context: TestContext): void {
  describe("roles", () => {
    test(
      "an editor is told why another's schedule cannot be changed, and is offered a copy",
      async () => {
        const { system, browser } = context;
        const { name, id } = await createSchedule(system);
        const editor = await createPerson(system, "EDITOR");
        await using visitor = await openVisitor(browser, system);
        const { page } = visitor;
        await signInFirst(page, editor, `/schedules?q=${name}`);
        await page.getByRole("button", { name: `Actions for ${name}` }).click();
        await page.getByRole("menu").getByText("It belongs to admin").waitFor();
        expect(await page.getByRole("menuitem").allTextContents()).toEqual(["Duplicate"]);
        await page.keyboard.press("Escape");

        await page.getByRole("checkbox", { name: `Select ${name}` }).click();
        await page.getByRole("region", { name: "Chosen schedules" }).getByText("Pause").click();
        await page.getByText("1 is not yours to change").waitFor();
        expect(await page.getByRole("button", { name: "Pause 0" }).isDisabled()).toBe(true);

        await page.goto(`/schedules/${id}`);
        await page.getByText("It belongs to admin").waitFor();
        await page.getByRole("link", { name: "Duplicate" }).waitFor();
        for (const button of ["Run now", "Pause", "More actions"]) {
          expect(await page.getByRole("button", { name: button }).count()).toBe(0);
        }
        await page.goto(`/schedules/${id}/edit`);
        await page.getByRole("heading", { name: `${name} is not yours to edit` }).waitFor();
        expect(await page.getByRole("form").count()).toBe(0);
      },
      WHOLE_FLOW_MS,
    );

    test(
      "an editor changes the own schedules",
      async () => {
        const { system, browser } = context;
        const name = uniqueName("own");
        await using visitor = await openVisitor(browser, system);
        const { page } = visitor;
        await signInFirst(page, await createPerson(system, "EDITOR"), "/schedules/new?template=first");
        await page.locator("#name").fill(name);
        await page.getByRole("switch", { name: "Start paused" }).click();
        await page.getByRole("button", { name: "Create schedule" }).click();
        await page.getByRole("button", { name: "Resume" }).click();
        await page.getByRole("button", { name: "Pause" }).waitFor();
      },
      WHOLE_FLOW_MS,
    );

    test("a viewer sees all pages of schedules and runs, and nothing there that would be refused", async () => {
      const { system, browser } = context;
      const viewer = await createPerson(system, "VIEWER");
      await using visitor = await openVisitor(browser, system);
      const { page } = visitor;
      await signInFirst(page, viewer);
      const problems: string[] = [];
      for (const pageCase of PAGES) {
        const { name, isPublic, isMissing } = pageCase;
        if (isPublic || isMissing) continue;
        const address = await addressOf(pageCase, system);
        await page.goto(address);
        await settle(page);
        const isForOthers = /^\/admin|^\/schedules\/new|\/(edit|activity)$/.test(address);
        const isRefused = (await page.getByRole("heading", { name: "You may not see this" }).count()) > 0;
        if (isRefused !== isForOthers) problems.push(`${name}: ${isRefused ? "is" : "is not"} refused`);
        const offers = page.getByRole("main").locator("button, a, [role=checkbox]");
        const names = await offers.evaluateAll((elements) =>
          elements.map((element) => (element.getAttribute("aria-label") ?? element.textContent ?? "").trim()),
        );
        problems.push(...names.filter((text) => CHANGES.test(text)).map((text) => `${name}: offers ${text}`));
      }
      expect(problems).toEqual([]);
    }, 300_000);
  });
}

/** One of the administrator's. */
async function createSchedule({ schedules }: System): Promise<{ id: string; name: string }> {
  const name = uniqueName("others");
  const definition = encodeDefinition(aDefinition({ name, spec: ONCE_A_YEAR }));
  const { schedule } = await schedules.createSchedule({ definition });
  return { id: schedule?.id ?? "", name };
}
