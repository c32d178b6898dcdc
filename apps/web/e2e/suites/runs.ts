import { describe, expect, test } from "bun:test";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { ScheduleDefinitionInput } from "@repo/core";
import { encodeDefinition, encodeRole } from "@repo/proto";
import { RunState } from "@repo/proto/scheduler/v1/run_pb";
import { eventually } from "@repo/testing";
import type { TestContext } from "../context.ts";
import { pathOfSample } from "../sample-paths.ts";
import { readLayoutShift, recordLayoutShift } from "../system/layout-shift.ts";
import { createPerson } from "../system/people.ts";
import type { System } from "../system/start-system.ts";
import { openVisitor, settle, signIn, signInFirst } from "../system/visitor.ts";

const FAR_AWAY = new Date(Date.now() + 300 * 86_400_000);

/** A schedule that is due by hand only, unless told otherwise. */
async function createSchedule(system: System, fields: Partial<ScheduleDefinitionInput> = {}) {
  const name = `run-${crypto.randomUUID().slice(0, 8)}`;
  const definition = encodeDefinition({
    name,
    spec: { type: "once", at: FAR_AWAY },
    target: { type: "noop" },
    ...fields,
  });
  const { schedule } = await system.schedules.createSchedule({ definition });
  if (schedule === undefined) throw new Error("no schedule in the answer");
  return { id: schedule.id, name };
}

/** Where the samples send their requests to. */
async function echoUrlOf(system: System): Promise<string> {
  const { schedules } = await system.schedules.listSchedules({ nameContains: "http-echo" });
  const target = schedules[0]?.definition?.target;
  if (target?.case !== "http") throw new Error("the sample http-echo is not there");
  return new URL(target.value.url).origin;
}

/** A server that the test has answer, in pieces. */
async function startSlowTarget() {
  const answer = Promise.withResolvers<ServerResponse>();
  const server = createServer((_, response) => {
    // nothing is sent before the first piece
    response.writeHead(200, { "content-type": "text/plain" });
    answer.resolve(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    answer: answer.promise,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Runs in the page: how far an element is from being scrolled to its end. */
function distanceToEnd({ scrollHeight, scrollTop, clientHeight }: Element): number {
  return scrollHeight - scrollTop - clientHeight;
}

export function testRuns(context: TestContext): void {
  describe("runs", () => {
    test("what is due is seen on the schedule's page as it happens, without a reload", async () => {
      const { system, browser } = context;
      const { id } = await createSchedule(system, { spec: { type: "interval", every: 1_000 } });
      await using visitor = await openVisitor(browser, system);
      const { page } = visitor;
      await signIn(page, system.admin, `/schedules/${id}`);
      await page.evaluate(() => Object.assign(window, { isSamePage: true }));
      const succeeded = page.getByRole("table").getByText("Succeeded");
      await succeeded.nth(2).waitFor();
      expect(await page.evaluate(() => "isSamePage" in window)).toBe(true);
      await system.schedules.deleteSchedule({ id });
    }, 60_000);

    test("a run by hand takes its own payload, and its page shows it", async () => {
      const { system, browser } = context;
      const { id } = await createSchedule(system, { payload: { from: "the schedule" } });
      await using visitor = await openVisitor(browser, system);
      const { page } = visitor;
      await signIn(page, system.admin, `/schedules/${id}`);
      await page.getByRole("button", { name: "Run now" }).click();
      const dialog = page.getByRole("alertdialog");
      const editor = dialog.getByLabel("Payload as JSON");
      await editor.fill("{ broken");
      await dialog.getByText(/Line 1/).waitFor();
      await editor.fill('{ "from": "hand" }');
      await dialog.getByRole("button", { name: "Run now" }).click();
      await page.waitForURL(/\/runs\//);
      await page.getByRole("figure", { name: "Payload" }).getByText('"hand"').waitFor();
      await page.getByRole("main").getByText("Succeeded").first().waitFor();
    }, 60_000);

    test("a schedule is paused with a note, and resumed", async () => {
      const { system, browser } = context;
      const { id } = await createSchedule(system);
      await using visitor = await openVisitor(browser, system);
      const { page } = visitor;
      await signIn(page, system.admin, `/schedules/${id}`);
      await page.getByRole("button", { name: "Pause" }).click();
      await page.getByLabel("Why").fill("the bank is closed");
      await page.getByRole("alertdialog").getByRole("button", { name: "Pause" }).click();
      await page.getByText("Paused: the bank is closed").waitFor();
      await page.getByRole("button", { name: "Resume" }).click();
      await page.getByRole("button", { name: "Pause" }).waitFor();
      expect(await page.getByText("the bank is closed").count()).toBe(0);
    }, 60_000);

    test("a running run is cancelled, and says why", async () => {
      const { system, browser } = context;
      const url = `${await echoUrlOf(system)}/slow?seconds=50`;
      const { id } = await createSchedule(system, { target: { type: "http", url } });
      const { run } = await system.schedules.triggerSchedule({ id });
      await using visitor = await openVisitor(browser, system);
      const { page } = visitor;
      await signIn(page, system.admin, `/runs/${run?.id}`);
      const main = page.getByRole("main");
      await main.getByText("Running").first().waitFor();
      await main.getByRole("button", { name: "Cancel run" }).click();
      await page.getByLabel("Why").fill("a test of cancelling");
      await page.getByRole("alertdialog").getByRole("button", { name: "Cancel the run" }).click();
      await main.getByText("Cancelled").first().waitFor();
      await main.getByText("a test of cancelling").first().waitFor();
      expect(await main.getByRole("button", { name: "Cancel run" }).count()).toBe(0);

      // not only administrators, who read the audit log
      await using viewer = await openVisitor(browser, system);
      await signInFirst(viewer.page, await createPerson(system), `/runs/${run?.id}`);
      await viewer.page.getByRole("main").getByText("a test of cancelling").first().waitFor();
    }, 60_000);

    test("a running run says how far it is by those before it, and is seen to end", async () => {
      const { system, browser } = context;
      const url = `${await echoUrlOf(system)}/slow?seconds=6`;
      const { id } = await createSchedule(system, { target: { type: "http", url } });
      const before = await system.schedules.triggerSchedule({ id });
      await eventually(
        async () =>
          (await system.runs.getRun({ id: before.run?.id ?? "" })).run?.state === RunState.SUCCEEDED,
        { withinMs: 20_000, describe: "the run before it to succeed" },
      );
      const { run } = await system.schedules.triggerSchedule({ id });
      await using visitor = await openVisitor(browser, system);
      const { page } = visitor;
      await signIn(page, system.admin, `/runs/${run?.id}`);
      await page.evaluate(() => Object.assign(window, { isSamePage: true }));
      const progress = page.getByRole("progressbar", { name: "Progress, if it takes as long as usual" });
      await progress.waitFor();
      await page.getByText(/it usually takes 6/).waitFor();
      await page.getByRole("main").getByText("Succeeded").first().waitFor();
      expect(await progress.count()).toBe(0);
      expect(await page.evaluate(() => "isSamePage" in window)).toBe(true);
    }, 60_000);

    test("what a slow target says is seen as it says it, without a reload, until its output is there", async () => {
      const { system, browser } = context;
      await using target = await startSlowTarget();
      const { id } = await createSchedule(system, { target: { type: "http", url: target.url } });
      const { run } = await system.schedules.triggerSchedule({ id });
      const answer = await target.answer;
      const say = (from: number, until: number) => {
        for (let i = from; i <= until; i++) answer.write(`line ${i}.\n`);
      };
      await using visitor = await openVisitor(browser, system);
      const { page, complaints } = visitor;
      await page.addInitScript(recordLayoutShift);
      await signIn(page, system.admin, `/runs/${run?.id}`);
      await page.evaluate(() => Object.assign(window, { isSamePage: true }));
      const soFar = page.getByRole("region", { name: "Output so far" });
      await soFar.getByText("What its target says appears here").waitFor();
      const shiftBefore = await page.evaluate(readLayoutShift);

      say(1, 100);
      const text = soFar.getByRole("figure", { name: "Response" }).locator("pre");
      await text.getByText("line 100.").waitFor();
      await soFar.getByText(/^changed just now$|^last change \d+ s ago$/).waitFor();
      // it follows the end, until its reader looks at something else
      expect(await text.evaluate(distanceToEnd)).toBeLessThan(5);
      await text.evaluate((element) => element.scrollTo(0, 0));
      const follow = soFar.getByRole("button", { name: "Follow the end", pressed: false });
      await follow.waitFor();
      say(101, 200);
      await text.getByText("line 200.").waitFor();
      expect(await text.evaluate((element) => element.scrollTop)).toBe(0);
      await follow.click();
      await soFar.getByRole("button", { name: "Follow the end", pressed: true }).waitFor();
      expect(await text.evaluate(distanceToEnd)).toBeLessThan(5);
      // from the moment it runs on, nothing has moved but what the head of a page that comes alive moves by itself
      expect((await page.evaluate(readLayoutShift)) - shiftBefore).toBeLessThan(0.01);

      await soFar.getByRole("searchbox", { name: "Search in response" }).fill("LINE 150");
      await soFar.getByText("1 of 1").waitFor();
      const download = page.waitForEvent("download");
      await soFar.getByRole("button", { name: "Download response" }).click();
      expect((await download).suggestedFilename()).toBe(`${run?.id}-attempt-1-response-so-far.txt`);

      answer.end("the end\n");
      const output = page.getByRole("list", { name: "Attempts" });
      await output.getByText("the end").waitFor();
      expect(await soFar.count()).toBe(0);
      expect(await page.evaluate(() => "isSamePage" in window)).toBe(true);
      expect(complaints).toEqual([]);
    }, 60_000);

    test("what becomes of a run between its page being made and the first event is on the page", async () => {
      const { system, browser } = context;
      // nobody takes it
      const { id } = await createSchedule(system, { queue: `unserved-${crypto.randomUUID().slice(0, 8)}` });
      const { run } = await system.schedules.triggerSchedule({ id });
      await using visitor = await openVisitor(browser, system);
      const { page } = visitor;
      const streamMayBegin = Promise.withResolvers<void>();
      await page.route("**/api/runs/events**", async (route) => {
        await streamMayBegin.promise;
        await route.continue();
      });
      await signIn(page, system.admin, `/runs/${run?.id}`);
      await page.evaluate(() => Object.assign(window, { isSamePage: true }));
      const main = page.getByRole("main");
      await main
        .getByText(/^(Planned|Queued)$/)
        .first()
        .waitFor();

      await system.runs.cancelRun({ id: run?.id ?? "" });
      streamMayBegin.resolve();
      await main.getByText("Cancelled").first().waitFor();
      expect(await page.evaluate(() => "isSamePage" in window)).toBe(true);
    }, 60_000);

    test("the page of a run shows where the time went and what came back, to search", async () => {
      const { system, browser } = context;
      const { id, name } = await createSchedule(system, {
        target: { type: "http", url: `${await echoUrlOf(system)}/echo` },
        payload: { marker: "needle" },
      });
      const { run } = await system.schedules.triggerSchedule({ id });
      await using visitor = await openVisitor(browser, system);
      const { page } = visitor;
      await signIn(page, system.admin, `/runs/${run?.id}`);
      await page.getByRole("list", { name: "Timeline" }).getByText("Attempt 1").waitFor();
      const response = page.getByRole("figure", { name: "Response" });
      await response.getByLabel("Search in response").fill("needle");
      await response.locator("mark").first().waitFor();
      await response.getByRole("status").filter({ hasText: /^1 of/ }).waitFor();
      const downloading = page.waitForEvent("download");
      await response.getByRole("button", { name: "Download response" }).click();
      expect((await downloading).suggestedFilename()).toEndWith("attempt-1-response.txt");

      await page.getByRole("button", { name: "Run again" }).click();
      await page.waitForURL(
        (url) => url.pathname.startsWith("/runs/") && !url.pathname.endsWith(`${run?.id}`),
      );
      await page.getByRole("link", { name: "Previous run" }).click();
      await page.waitForURL(`**/runs/${run?.id}`);
      await page.getByRole("main").getByRole("link", { name }).first().click();
      await page.waitForURL(`**/schedules/${id}`);
    }, 60_000);

    test("the list of all runs is narrowed by its URL", async () => {
      const { system, browser } = context;
      const [, broken] = (await pathOfSample("broken-webhook")(system)).split("/schedules/");
      await using visitor = await openVisitor(browser, system);
      const { page } = visitor;
      await signIn(page, system.admin, "/runs?state=SUCCEEDED");
      await settle(page);
      const table = page.getByRole("table", { name: "Runs" });
      await table.getByText("Succeeded").first().waitFor();
      expect(await table.getByText("Failed").count()).toBe(0);
      await page.goto(`/runs?schedule=${broken}&state=FAILED`);
      await settle(page);
      const main = page.getByRole("main");
      await main
        .getByRole("button", { name: /^Schedule/ })
        .filter({ hasText: "broken-webhook" })
        .waitFor();
      await page.goto("/runs?until=2020-01-01T00:00:00.000Z");
      await page.getByText("No run is like that").waitFor();
    }, 60_000);

    test("why nothing ran at an instant is answered", async () => {
      const { system, browser } = context;
      const { id } = await createSchedule(system);
      await using visitor = await openVisitor(browser, system);
      const { page } = visitor;
      await signIn(page, system.admin, `/schedules/${id}`);
      await page.getByRole("button", { name: "Why?" }).click();
      await page.getByLabel(/^Due at/).fill("2020-01-01T00:00:00");
      await page.getByRole("button", { name: "Explain" }).click();
      await page
        .getByRole("dialog")
        .getByText(/created later|History is kept/)
        .waitFor();
    }, 60_000);

    test("the definition can be taken along, and what was done is told with its differences", async () => {
      const { system, browser } = context;
      const { id, name } = await createSchedule(system);
      await system.schedules.pauseSchedule({ id, note: "told in the activity" });
      await using visitor = await openVisitor(browser, system);
      const { page } = visitor;
      await signIn(page, system.admin, `/schedules/${id}/definition`);
      await page.getByRole("link", { name: "YAML" }).click();
      await page.getByRole("figure", { name: "YAML" }).getByText(`name: ${name}`).waitFor();
      await page.getByRole("link", { name: "Activity" }).click();
      const activity = page.getByRole("list", { name: "Activity" });
      await activity.getByText("paused the schedule").waitFor();
      await activity.getByText("created the schedule").waitFor();
      await page.getByRole("link", { name: "Upcoming" }).click();
      await page.getByText("None of these runs while the schedule is paused.").waitFor();
    }, 60_000);

    test("a backfill says how many due times would run, and runs them", async () => {
      const { system, browser } = context;
      // its last day has many due times, from before it was made
      const { id } = await createSchedule(system, { spec: { type: "interval", every: 3_600_000 } });
      await using visitor = await openVisitor(browser, system);
      const { page } = visitor;
      await signIn(page, system.admin, `/schedules/${id}`);
      await page.getByRole("button", { name: "More actions" }).click();
      await page.getByRole("menuitem", { name: /Backfill/ }).click();
      const dialog = page.getByRole("alertdialog");
      await dialog.getByText("24 due times would run").waitFor();
      await dialog.getByRole("button", { name: "Run 24 due times" }).click();
      await dialog.waitFor({ state: "detached" });
      await page.getByText("24 runs on this page").waitFor();
    }, 60_000);

    test("who may only look is offered nothing that would be refused", async () => {
      const { system, browser } = context;
      const { id } = await createSchedule(system);
      const { run } = await system.schedules.triggerSchedule({ id });
      const username = `viewer-${crypto.randomUUID().slice(0, 8)}`;
      const { oneTimePassword } = await system.users.createUser({ username, role: encodeRole("VIEWER") });
      await using visitor = await openVisitor(browser, system);
      const { page } = visitor;
      await page.goto(`/schedules/${id}`);
      await page.getByLabel("Username").fill(username);
      await page.getByLabel("Password", { exact: true }).fill(oneTimePassword);
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.getByLabel("New password", { exact: true }).fill("a long one to remember");
      await page.getByLabel("New password again").fill("a long one to remember");
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.waitForURL(`**/schedules/${id}`);
      await page.getByRole("button", { name: "Why?" }).waitFor();
      expect(await page.getByRole("button", { name: /Run now|Pause|More actions/ }).count()).toBe(0);
      expect(await page.getByRole("link", { name: /Edit|Activity/ }).count()).toBe(0);
      await page.goto(`/runs/${run?.id}`);
      await page.getByRole("list", { name: "Timeline" }).waitFor();
      expect(await page.getByRole("button", { name: /Run again|Cancel run/ }).count()).toBe(0);
    }, 90_000);

    test("deleting asks for the name", async () => {
      const { system, browser } = context;
      const { id, name } = await createSchedule(system);
      await using visitor = await openVisitor(browser, system);
      const { page } = visitor;
      await signIn(page, system.admin, `/schedules/${id}`);
      await page.getByRole("button", { name: "More actions" }).click();
      await page.getByRole("menuitem", { name: /Delete/ }).click();
      const dialog = page.getByRole("alertdialog");
      const remove = dialog.getByRole("button", { name: "Delete" });
      expect(await remove.isDisabled()).toBe(true);
      await dialog.getByLabel(/to confirm/).fill(name);
      await remove.click();
      await page.waitForURL(/\/schedules$/);
    }, 60_000);
  });
}
