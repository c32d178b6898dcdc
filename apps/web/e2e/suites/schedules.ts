import { describe, expect, test } from "bun:test";
import { decodeSchedule, encodeDefinition, encodeRole } from "@repo/proto";
import { aDefinition } from "@repo/testing";
import type { Page } from "playwright-core";
import type { TestContext } from "../context.ts";
import type { System } from "../system/start-system.ts";
import { openVisitor, signIn, signInFirst } from "../system/visitor.ts";

const WHOLE_FLOW_MS = 60_000;
/** Far away, so that no run comes between. */
const ONCE_A_YEAR = { type: "cron", expression: "0 0 1 1 *", timeZone: "UTC" } as const;

export function testSchedules(context: TestContext): void {
  describe("list of schedules", () => {
    test(
      "is searched as one types, and the URL leads another visitor to the same view",
      async () => {
        const { system, browser } = context;
        await using visitor = await openVisitor(browser, system);
        const { page } = visitor;
        await signIn(page, system.admin);
        await page.getByRole("searchbox", { name: "Search schedules by name" }).pressSequentially("backup");
        await page.waitForURL(/q=backup/);
        await rowOf(page, "nightly-backup").waitFor();
        await rowOf(page, "http-echo").waitFor({ state: "detached" });

        await page.getByRole("button", { name: /^State/ }).click();
        await page.getByRole("menuitemcheckbox", { name: "Paused" }).click();
        await page.waitForURL(/state=PAUSED/);
        await page.getByText("No schedule is like that").waitFor();
      },
      WHOLE_FLOW_MS,
    );

    test(
      "is kept as a view, which is there in another browser of the same user only, and can be forgotten",
      async () => {
        const { system, browser } = context;
        const name = `By name ${crypto.randomUUID().slice(0, 8)}`;
        await using visitor = await openVisitor(browser, system);
        await signIn(visitor.page, system.admin, "/schedules?tag=sample&sort=NAME");
        await openViews(visitor.page);
        await visitor.page.getByLabel("Keep this view as").fill(" ");
        await visitor.page.getByRole("button", { name: "Keep this view" }).click();
        await visitor.page.getByText("is required: give the view a name").waitFor();
        await visitor.page.getByLabel("Keep this view as").fill(name);
        await visitor.page.getByRole("button", { name: "Keep this view" }).click();
        await visitor.page.getByText(`This view is kept as ${name}`).waitFor();

        await using elsewhere = await openVisitor(browser, system);
        await signIn(elsewhere.page, system.admin);
        await openViews(elsewhere.page);
        await elsewhere.page.getByRole("link", { name }).click();
        await elsewhere.page.waitForURL(/sort=NAME&tag=sample/);

        await using stranger = await openVisitor(browser, system);
        await signInFirst(stranger.page, await createViewer(system));
        await stranger.page.goto("/schedules");
        await openViews(stranger.page);
        expect(await stranger.page.getByRole("link", { name }).count()).toBe(0);

        await visitor.page.getByRole("button", { name: `Forget the view ${name}` }).click();
        await visitor.page.getByRole("link", { name }).waitFor({ state: "detached" });
        await visitor.page.reload();
        await openViews(visitor.page);
        expect(await visitor.page.getByRole("link", { name }).count()).toBe(0);
      },
      2 * WHOLE_FLOW_MS,
    );

    test(
      "pauses with a note, and resumes",
      async () => {
        const { system, browser } = context;
        const name = await createSchedule(system);
        await using visitor = await openVisitor(browser, system);
        const { page } = visitor;
        await signIn(page, system.admin, `/schedules?q=${name}`);
        await chooseAction(page, name, "Pause …");
        await page.getByLabel("Why").fill("frozen for the release");
        await page.getByRole("button", { name: "Pause", exact: true }).click();
        await rowOf(page, name).getByText("Paused").waitFor();
        expect((await scheduleNamed(system, name)).pauseNote).toBe("frozen for the release");

        await chooseAction(page, name, "Resume");
        await rowOf(page, name).getByText("Active").waitFor();
        expect((await scheduleNamed(system, name)).state).toBe("ACTIVE");
      },
      WHOLE_FLOW_MS,
    );

    test(
      "deletes only who types the name",
      async () => {
        const { system, browser } = context;
        const name = await createSchedule(system);
        await using visitor = await openVisitor(browser, system);
        const { page } = visitor;
        await signIn(page, system.admin, `/schedules?q=${name}`);
        await chooseAction(page, name, "Delete …");
        const confirm = page.getByRole("alertdialog").getByRole("button", { name: "Delete" });
        expect(await confirm.isDisabled()).toBe(true);
        await page.getByLabel(/to confirm$/).fill(name);
        await confirm.click();
        await page.getByText("No schedule is like that").waitFor();
      },
      WHOLE_FLOW_MS,
    );

    test(
      "does one thing to all that match, after telling how many that are",
      async () => {
        const { system, browser } = context;
        const prefix = `bulk-${crypto.randomUUID().slice(0, 8)}`;
        const names = await Promise.all([1, 2, 3].map((n) => createSchedule(system, `${prefix}-${n}`)));
        await using visitor = await openVisitor(browser, system);
        const { page } = visitor;
        await signIn(page, system.admin, `/schedules?q=${prefix}`);
        await page.getByRole("checkbox", { name: `Select ${names[0]}` }).click();
        await page.getByRole("button", { name: "Choose all 3 schedules" }).click();
        await page.getByRole("region", { name: "Chosen schedules" }).getByText("Pause").click();
        await page.getByText("3 would be paused").waitFor();
        await page.getByRole("button", { name: "Pause 3" }).click();
        await page.getByText("3 paused").waitFor();
        for (const name of names) expect((await scheduleNamed(system, name)).state).toBe("PAUSED");
      },
      WHOLE_FLOW_MS,
    );

    test(
      "resumes, starts, tags and deletes several at once, each after telling how many would change",
      async () => {
        const { system, browser } = context;
        const prefix = `several-${crypto.randomUUID().slice(0, 8)}`;
        const names = await Promise.all([1, 2].map((n) => createSchedule(system, `${prefix}-${n}`)));
        await using visitor = await openVisitor(browser, system);
        const { page } = visitor;
        await signIn(page, system.admin, `/schedules?q=${prefix}`);
        const stored = () => Promise.all(names.map((name) => scheduleNamed(system, name)));

        await changeAll(page, { label: "Pause", done: "paused" });
        await changeAll(page, { label: "Resume", done: "resumed" });
        expect((await stored()).map(({ state }) => state)).toEqual(["ACTIVE", "ACTIVE"]);
        await changeAll(page, { label: "Run now", done: "started" });
        for (const { id } of await stored()) {
          expect((await system.runs.listRuns({ scheduleId: id })).runs).toHaveLength(1);
        }
        await changeAll(page, { label: "Add tags", done: "tagged", tags: "night, finance" });
        await changeAll(page, { label: "Remove tags", done: "changed", tags: "night" });
        for (const { definition } of await stored()) expect(definition.tags).toEqual(["finance"]);
        await changeAll(page, { label: "Delete", done: "deleted" });
        await page.getByText("No schedule is like that").waitFor();
      },
      2 * WHOLE_FLOW_MS,
    );
  });
}

/** Does one thing to the two schedules of the page. */
async function changeAll(
  page: Page,
  { label, done, tags }: { label: string; done: string; tags?: string },
): Promise<void> {
  await page.getByRole("checkbox", { name: "Select all rows of this page" }).click();
  await page
    .getByRole("region", { name: "Chosen schedules" })
    .getByRole("button", { name: label, exact: true })
    .click();
  const dialog = page.getByRole("dialog");
  if (tags !== undefined) await dialog.getByLabel("Tags").fill(tags);
  await dialog.getByText(`2 would be ${done}`).waitFor();
  await dialog.getByRole("button", { name: `${label} 2` }).click();
  await dialog.getByText(`2 ${done}`).waitFor();
  await dialog.getByRole("button", { name: "Close" }).last().click();
  await dialog.waitFor({ state: "detached" });
}

async function createSchedule(system: System, name = `ui-${crypto.randomUUID().slice(0, 8)}`) {
  const definition = aDefinition({ name, spec: ONCE_A_YEAR });
  await system.schedules.createSchedule({ definition: encodeDefinition(definition) });
  return name;
}

async function createViewer({ users }: System) {
  const username = `ui-${crypto.randomUUID().slice(0, 8)}`;
  const { oneTimePassword } = await users.createUser({ username, role: encodeRole("VIEWER") });
  return { username, oneTimePassword };
}

/** Opens the menu, and waits for the views that the server keeps. */
async function openViews(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Saved" }).click();
  await page.locator("ul[aria-label=Views][aria-busy=false]").waitFor();
}

async function scheduleNamed(system: System, name: string) {
  const { schedules } = await system.schedules.listSchedules({ nameContains: name });
  return decodeSchedule(schedules[0]);
}

const rowOf = (page: Page, name: string) =>
  page.getByRole("row").filter({ has: page.getByRole("link", { name, exact: true }) });

async function chooseAction(page: Page, name: string, action: string): Promise<void> {
  await page.getByRole("button", { name: `Actions for ${name}` }).click();
  await page.getByRole("menuitem", { name: action }).click();
}
