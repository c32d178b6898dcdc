import { describe, expect, test } from "bun:test";
import { decodeSchedule, encodeDefinition } from "@repo/proto";
import { RunState } from "@repo/proto/scheduler/v1/run_pb";
import type { Locator, Page } from "playwright-core";
import type { TestContext } from "../context.ts";
import { errorOf, field, findByName, openEditor, SHOWN_WITHIN_MS } from "../system/editor-page.ts";
import { openVisitor, signIn, untilLive } from "../system/visitor.ts";

const FIRES_WITHIN_MS = 60_000;
/** More than the form has fields. */
const MAX_TABS = 120;

/** A stored schedule that does nothing until long after the test. */
async function createStored({ system }: TestContext, name: string) {
  const definition = encodeDefinition({
    name,
    spec: { type: "cron", expression: "0 3 1 1 *", timeZone: "Europe/Vienna" },
    target: { type: "http", url: "https://example.com/a" },
  });
  return decodeSchedule((await system.schedules.createSchedule({ definition })).schedule);
}

async function readStored({ system }: TestContext, id: string) {
  return decodeSchedule((await system.schedules.getSchedule({ id })).schedule);
}

export function testScheduleEditor(context: TestContext): void {
  describe("the schedule editor", () => {
    test("says at each field what is wrong, and leads to the first", async () => {
      await using visitor = await openVisitor(context.browser, context.system);
      const { page } = visitor;
      await openEditor(page, context, "/schedules/new");
      await field(page, "spec.expression").fill("0 99 * * *");
      await field(page, "jitter").fill("5");
      await field(page, "maxRuns").fill("many");
      await field(page, "target.url").fill("example.com");
      await field(page, "target.expectedStatuses").fill("200, 999");
      await page.getByRole("button", { name: "Add header" }).click();
      await page.getByLabel("Headers: name 1").fill("a b");
      await field(page, "payload").fill('{ "a": }');
      await field(page, "maxAttempts").fill("26");
      await field(page, "initialBackoff").fill("1 h");
      await field(page, "attemptTimeout").fill("2 days");
      await field(page, "priority").fill("0");
      await field(page, "queue").fill("My Queue");
      await page.getByRole("button", { name: "Create schedule" }).click();

      await errorOf(page, "name").waitFor();
      expect(await field(page, "name").evaluate((element) => element === document.activeElement)).toBe(true);
      const messages = {
        name: "Must not be empty",
        "spec.expression": "99",
        jitter: "Must be a length such as",
        maxRuns: "Must be a whole number",
        "target.url": "Must be an absolute http or https URL",
        "target.expectedStatuses": "Must be at most 599",
        "target.headers": "Is not a valid header name",
        payload: "line 1, column 8",
        maxAttempts: "Must be at most 25",
        attemptTimeout: "Must be at most 1 d",
        maxBackoff: "Must not be shorter than initialBackoff",
        priority: "Must be at least 1",
        queue: "Must be lower-case letters",
      };
      for (const [path, message] of Object.entries(messages)) {
        expect(`${path}: ${await errorOf(page, path).textContent()}`).toContain(message);
      }

      await field(page, "priority").fill("7");
      await field(page, "queue").focus();
      await errorOf(page, "priority").waitFor({ state: "detached" });
      expect(await field(page, "jitter").inputValue()).toBe("5");
    }, 180_000);

    test("shows what the server refuses at its field, and keeps what was typed", async () => {
      await using visitor = await openVisitor(context.browser, context.system);
      const { page } = visitor;
      await createStored(context, "editor-taken");
      await openEditor(page, context, "/schedules/new?template=first");
      await field(page, "name").fill("editor-taken");
      await field(page, "description").fill("Typed with care.");
      await page.getByRole("button", { name: "Create schedule" }).click();
      await errorOf(page, "name")
        .filter({ hasText: "Is taken by another schedule" })
        .waitFor({ timeout: SHOWN_WITHIN_MS });
      expect(await field(page, "description").inputValue()).toBe("Typed with care.");
    }, 180_000);

    test("creates a schedule, which then fires, and is seen to", async () => {
      const { system } = context;
      await using visitor = await openVisitor(context.browser, system);
      const { page } = visitor;
      await openEditor(page, context, "/schedules/new?template=first");
      await field(page, "name").fill("editor-fires");
      await field(page, "tags").fill("made-by-hand");
      await field(page, "tags").press("Enter");
      await field(page, "spec.expression").fill("* * * * * *");
      await page.getByTestId("explanation").filter({ hasText: "Every second" }).waitFor();
      await page.getByText("86,400 runs a day").waitFor();
      await page.getByRole("button", { name: "Create schedule" }).click();
      await page.waitForURL(/\/schedules\/[0-9a-f-]{36}$/, { timeout: SHOWN_WITHIN_MS });
      const [created] = await findByName(context, "editor-fires");
      if (created === undefined) throw new Error("the schedule is not there");
      expect(created.definition.tags).toEqual(["made-by-hand"]);
      await page.evaluate(() => Object.assign(window, { isSamePage: true }));
      await page
        .getByRole("table", { name: "Runs" })
        .getByText("Succeeded")
        .nth(1)
        .waitFor({ timeout: FIRES_WITHIN_MS });
      expect(await page.evaluate(() => "isSamePage" in window)).toBe(true);
      expect(await hasSucceeded(context, created.id)).toBe(true);
      await system.schedules.deleteSchedule({ id: created.id });
    }, 180_000);

    test("creates a schedule with the keyboard alone", async () => {
      const { system } = context;
      await using visitor = await openVisitor(context.browser, system);
      const { page } = visitor;
      await signIn(page, system.admin);
      await untilLive(page);
      await page.keyboard.press("Control+k");
      const palette = page.getByRole("dialog", { name: "Commands" });
      await palette.getByRole("combobox").waitFor();
      await page.keyboard.type("new schedule");
      await palette.getByRole("option", { name: "New schedule" }).waitFor();
      await page.keyboard.press("Enter");
      await page.waitForURL(/\/schedules\/new$/);
      await page.getByTestId("explanation").waitFor({ timeout: SHOWN_WITHIN_MS });

      await tabTo(page, page.getByRole("button", { name: /^Nightly job/ }));
      await page.keyboard.press("Enter");
      await tabTo(page, field(page, "name"));
      await page.keyboard.press("Control+a");
      await page.keyboard.type("editor-keyboard");
      await tabTo(page, field(page, "tags"));
      await page.keyboard.type("by-hand,");
      await tabTo(page, page.getByRole("radio", { name: "Calendar" }));
      // held as long as a finger does: the choice follows while the key is down
      await page.keyboard.press("ArrowRight", { delay: 100 });
      await tabTo(page, field(page, "spec.every"));
      await page.keyboard.press("Control+a");
      await page.keyboard.type("36 h");
      await tabTo(page, field(page, "target.url"));
      await page.keyboard.press("Control+a");
      await page.keyboard.type("https://example.com/by-hand");
      // in the editor of the payload Tab moves on, too
      await tabTo(page, page.getByRole("switch", { name: "Start paused" }));
      await page.keyboard.press("Space");
      await tabTo(page, page.getByRole("button", { name: "Create schedule" }));
      await page.keyboard.press("Enter");
      await page.waitForURL(/\/schedules\/[0-9a-f-]{36}$/, { timeout: SHOWN_WITHIN_MS });
      const [created] = await findByName(context, "editor-keyboard");
      expect(created).toMatchObject({
        state: "PAUSED",
        definition: { tags: ["by-hand"], spec: { type: "interval", every: 36 * 3_600_000 } },
      });
    }, 180_000);

    test("the builder writes the expression, and shows what is typed", async () => {
      await using visitor = await openVisitor(context.browser, context.system);
      const { page } = visitor;
      await openEditor(page, context, "/schedules/new");
      await page.getByRole("button", { name: "Working days", exact: true }).click();
      expect(await field(page, "spec.expression").inputValue()).toBe("0 9 * * 1-5");
      await page.getByRole("button", { name: "Friday" }).click();
      await page.getByLabel("At", { exact: true }).fill("17:30");
      expect(await field(page, "spec.expression").inputValue()).toBe("30 17 * * 1-4");
      await page.getByTestId("explanation").filter({ hasText: "At 17:30" }).waitFor();
      await field(page, "spec.expression").fill("15 6 L * *");
      await page.getByRole("combobox", { name: "On day" }).filter({ hasText: "the last" }).waitFor();
      await field(page, "spec.expression").fill("0 0 * * 5#2");
      await page
        .getByRole("combobox", { name: "Repeat" })
        .filter({ hasText: "As the expression says" })
        .waitFor();
    }, 180_000);

    test("previews what the clocks do, and says when it would never be due", async () => {
      await using visitor = await openVisitor(context.browser, context.system);
      const { page } = visitor;
      await openEditor(page, context, "/schedules/new");
      await field(page, "spec.timeZone").click();
      await page.getByRole("combobox", { name: "Search time zones" }).fill("new york");
      await page.getByRole("option", { name: /America\/New York/ }).click();
      await field(page, "spec.expression").fill("30 2 * * *");
      // the clocks go forward on 11 March 2029
      await field(page, "startAt").fill("2029-03-10T00:00:00");
      const preview = page.getByRole("region", { name: "Next due times" });
      await preview.getByText("2029-03-11").waitFor({ timeout: SHOWN_WITHIN_MS });
      await field(page, "spec.expression").fill("0 0 30 2 *");
      await preview.getByText("is never due").waitFor({ timeout: SHOWN_WITHIN_MS });
    }, 180_000);

    test("brings the changes of two together", async () => {
      const { system } = context;
      await using visitor = await openVisitor(context.browser, system);
      const { page } = visitor;
      const { id, revision, definition } = await createStored(context, "editor-conflict");
      await openEditor(page, context, `/schedules/${id}/edit`);
      await field(page, "description").fill("Mine.");
      await field(page, "priority").fill("1");
      await system.schedules.updateSchedule({
        id,
        revision,
        definition: encodeDefinition({ ...definition, priority: 2, tags: ["theirs"] }),
      });

      await page.getByRole("button", { name: "Review changes" }).click();
      const review = page.getByRole("dialog", { name: "Save 2 changes?" });
      await review.getByText("Mine.").waitFor({ timeout: SHOWN_WITHIN_MS });
      await review.getByRole("button", { name: "Save changes" }).click();
      const conflict = page.getByRole("dialog", { name: "Changed meanwhile" });
      await conflict.getByRole("list", { name: "Their changes" }).getByText("theirs").waitFor();
      await conflict.getByRole("group", { name: "Priority" }).getByLabel("Theirs").check();
      await conflict.getByRole("button", { name: "Merge both" }).click();

      expect(await field(page, "description").inputValue()).toBe("Mine.");
      expect(await field(page, "priority").inputValue()).toBe("2");
      await page.getByRole("button", { name: "Review changes" }).click();
      await page.getByRole("button", { name: "Save changes" }).click();
      await page.waitForURL(`/schedules/${id}`, { timeout: SHOWN_WITHIN_MS });
      expect((await readStored(context, id)).definition).toEqual({
        ...definition,
        description: "Mine.",
        priority: 2,
        tags: ["theirs"],
      });
    }, 180_000);

    test("keeps what is typed when the page is left, and asks before it is", async () => {
      await using visitor = await openVisitor(context.browser, context.system);
      const { page } = visitor;
      await openEditor(page, context, "/schedules/new");
      await field(page, "name").fill("half-done");
      await page.getByText("kept in this tab").waitFor();
      await page.getByRole("link", { name: "Cancel" }).click();
      await page
        .getByRole("alertdialog", { name: "Leave without saving?" })
        .getByRole("button", { name: "Leave" })
        .click();
      await page.waitForURL("/schedules");

      await page.goto("/schedules/new");
      await page.getByText("What you had typed here is restored").waitFor();
      expect(await field(page, "name").inputValue()).toBe("half-done");
      await page.getByRole("button", { name: "Discard it" }).click();
      expect(await field(page, "name").inputValue()).toBe("");
    }, 180_000);

    test("creates a schedule that waits until it is resumed", async () => {
      await using visitor = await openVisitor(context.browser, context.system);
      const { page } = visitor;
      await openEditor(page, context, "/schedules/new?template=first");
      await field(page, "name").fill("editor-paused");
      await page.getByRole("switch", { name: "Start paused" }).click();
      await page.getByRole("button", { name: "Create schedule" }).click();
      await page.getByRole("button", { name: "Resume" }).waitFor({ timeout: SHOWN_WITHIN_MS });
      const [created] = await findByName(context, "editor-paused");
      expect(created?.state).toBe("PAUSED");
    }, 180_000);

    test("tries out the target as typed, and leaves nothing behind", async () => {
      await using visitor = await openVisitor(context.browser, context.system);
      const { page } = visitor;
      await openEditor(page, context, "/schedules/new?template=first");
      await field(page, "name").fill("editor-try");
      await page.getByRole("button", { name: "Test run" }).click();
      const panel = page.getByRole("dialog", { name: "Test run" });
      await panel.getByText("Succeeded").waitFor({ timeout: FIRES_WITHIN_MS });
      await waitUntil(async () => (await findByName(context, "Test of editor-try")).length === 0);
      await panel.getByRole("button", { name: "Close", exact: true }).last().click();
      expect(await field(page, "name").inputValue()).toBe("editor-try");
    }, 180_000);

    test("begins a copy with everything but the name, and shows it as YAML", async () => {
      await using visitor = await openVisitor(context.browser, context.system);
      const { page } = visitor;
      const { id } = await createStored(context, "editor-original");
      await openEditor(page, context, `/schedules/new?from=${id}`);
      expect(await field(page, "name").inputValue()).toBe("Copy of editor-original");
      expect(await field(page, "target.url").inputValue()).toBe("https://example.com/a");
      await page.getByRole("button", { name: "View as YAML" }).click();
      const sheet = page.getByRole("dialog", { name: "Definition" });
      await sheet.getByText("expression: 0 3 1 1 *").waitFor();
      await sheet.getByRole("tab", { name: "JSON" }).click();
      await sheet.getByText('"expression": "0 3 1 1 *"').waitFor();
    }, 180_000);
  });
}

/** Presses Tab until something has the focus, as who has no mouse does. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < MAX_TABS; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`${target} cannot be reached with ${MAX_TABS} presses of Tab`);
}

async function hasSucceeded({ system }: TestContext, scheduleId: string): Promise<boolean> {
  const { schedules } = await system.runs.listRecentRuns({ scheduleIds: [scheduleId] });
  return schedules.some(({ runs }) => runs.some(({ state }) => state === RunState.SUCCEEDED));
}

async function waitUntil(isSo: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + FIRES_WITHIN_MS;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error("it did not come about in time");
    await Bun.sleep(100);
  }
}
