import { describe, expect, test } from "bun:test";
import { encodeDefinition } from "@repo/proto";
import type { TestContext } from "../context.ts";
import { openVisitor, settle, signIn } from "../system/visitor.ts";

/** Nothing listens there. */
const NOWHERE = "http://127.0.0.1:9/";

export function testOverview(context: TestContext): void {
  describe("overview", () => {
    test("a schedule that begins to fail is there without a reload, and leads to its page", async () => {
      const { system, browser } = context;
      await using visitor = await openVisitor(browser, system);
      const { page } = visitor;
      await signIn(page, system.admin, "/");
      await page.evaluate(() => Object.assign(window, { isSamePage: true }));
      const name = `failing-${crypto.randomUUID().slice(0, 8)}`;
      const definition = encodeDefinition({
        name,
        spec: { type: "interval", every: 1_000 },
        target: { type: "http", url: NOWHERE },
        maxAttempts: 1,
      });
      const { schedule } = await system.schedules.createSchedule({ definition });
      const link = page.getByRole("region", { name: "Failing schedules" }).getByRole("link", { name });
      await link.waitFor();
      expect(await page.evaluate(() => "isSamePage" in window)).toBe(true);
      await link.click();
      await page.waitForURL(`**/schedules/${schedule?.id}`);
      await system.schedules.deleteSchedule({ id: schedule?.id ?? "" });
    }, 90_000);

    test("the window is in the URL", async () => {
      const { system, browser } = context;
      await using visitor = await openVisitor(browser, system);
      const { page } = visitor;
      await signIn(page, system.admin, "/");
      await page.getByRole("link", { name: "24 h" }).click();
      await page.waitForURL("**/?window=24h");
      await page.getByText("in the last 24 hours").first().waitFor();
      await page.reload();
      await settle(page);
      expect(await page.getByRole("link", { name: "24 h" }).getAttribute("aria-current")).toBe("true");
    }, 60_000);

    test("a chart is to be had as a table", async () => {
      const { system, browser } = context;
      await using visitor = await openVisitor(browser, system);
      const { page } = visitor;
      await signIn(page, system.admin, "/");
      await page.getByRole("img", { name: /^Throughput\./ }).waitFor();
      await page.getByRole("button", { name: "Table of Throughput" }).click();
      const table = page.getByRole("table", { name: "Throughput" });
      await table.getByRole("columnheader", { name: "Succeeded" }).waitFor();
      expect(await table.getByRole("row").count()).toBeGreaterThan(1);
    }, 60_000);

    test("both replicas and all workers are alive, and runs are planned ahead", async () => {
      const { system, browser } = context;
      await using visitor = await openVisitor(browser, system);
      const { page } = visitor;
      await signIn(page, system.admin, "/");
      await page.getByText("2 replicas, 2 workers").waitFor();
      await page.getByText(/Planned until/).waitFor();
      await page.getByRole("link", { name: "All processes and queues" }).click();
      await page.waitForURL("**/workers");
      const processes = page.getByRole("table", { name: "Processes" });
      await processes.getByRole("row").filter({ hasText: "Alive" }).nth(3).waitFor();
      const workers = processes.getByRole("row").filter({ hasText: "default" });
      expect(await workers.count()).toBe(2);
      // what it was built from, how full its hands are, and how right its clock is
      await workers
        .first()
        .filter({ hasText: "dev" })
        .filter({ hasText: /\d of \d+/ })
        .waitFor();
      await processes
        .getByText(/^(exact|.* (ahead|behind))$/)
        .nth(3)
        .waitFor({ timeout: 30_000 });
    }, 60_000);

    test("a queue that nobody takes from is said to be one, with the remedy", async () => {
      const { system, browser } = context;
      const queue = `unserved-${crypto.randomUUID().slice(0, 8)}`;
      const definition = encodeDefinition({
        name: queue,
        queue,
        spec: { type: "interval", every: 1_000 },
        target: { type: "noop" },
      });
      const { schedule } = await system.schedules.createSchedule({ definition });
      await using visitor = await openVisitor(browser, system);
      const { page } = visitor;
      await signIn(page, system.admin, "/workers");
      await page
        .getByRole("table", { name: "Queues" })
        .getByRole("row")
        .filter({ hasText: queue })
        .getByText("Name it in WORKER_QUEUES")
        .waitFor({ timeout: 45_000 });
      await system.schedules.deleteSchedule({ id: schedule?.id ?? "" });
    }, 90_000);
  });
}
