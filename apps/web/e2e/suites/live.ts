import { describe, expect, test } from "bun:test";
import { encodeDefinition } from "@repo/proto";
import { aDefinition, startFaultProxy } from "@repo/testing";
import type { TestContext } from "../context.ts";
import { uniqueName } from "../system/people.ts";
import { openVisitor, signIn, untilLive } from "../system/visitor.ts";

/** Far away, so that no event of a run comes between. */
const ONCE_A_YEAR = { type: "cron", expression: "0 0 1 1 *", timeZone: "UTC" } as const;

export function testLive(context: TestContext): void {
  describe("live", () => {
    test("the page says whether it is live, and is again after the stream was lost", async () => {
      const { system, browser } = context;
      await using network = await startFaultProxy({ targetPort: system.webPort });
      await using visitor = await openVisitor(browser, { baseUrl: `http://localhost:${network.port}` });
      const { page } = visitor;
      await signIn(page, system.admin);
      const pill = page.getByRole("banner").getByRole("status");
      await pill.filter({ hasText: "Live" }).waitFor();

      await network.refuse();
      network.cut();
      await pill.filter({ hasText: "Reconnecting" }).waitFor();
      await pill.filter({ hasText: "Polling" }).waitFor();

      await network.heal();
      await pill.filter({ hasText: "Live" }).waitFor();
    }, 60_000);

    test("what happened while the stream was away is on the page when it is back, without a reload", async () => {
      const { system, browser } = context;
      const name = uniqueName("unseen");
      const definition = encodeDefinition(aDefinition({ name, spec: ONCE_A_YEAR }));
      const { schedule } = await system.schedules.createSchedule({ definition });
      await using network = await startFaultProxy({ targetPort: system.webPort });
      await using visitor = await openVisitor(browser, { baseUrl: `http://localhost:${network.port}` });
      const { page } = visitor;
      await signIn(page, system.admin, `/schedules/${schedule?.id}`);
      await untilLive(page);
      await page.evaluate(() => Object.assign(window, { isSamePage: true }));

      await network.refuse();
      network.cut();
      await page.getByRole("banner").getByRole("status").filter({ hasText: "Reconnecting" }).waitFor();
      await system.schedules.pauseSchedule({ id: schedule?.id ?? "", note: "while nobody could see it" });
      await network.heal();
      await page.getByText("Paused: while nobody could see it").waitFor();
      expect(await page.evaluate(() => "isSamePage" in window)).toBe(true);
    }, 60_000);

    test("a run that starts is on the page without anybody doing anything", async () => {
      const { system, browser } = context;
      await using visitor = await openVisitor(browser, system);
      const { page } = visitor;
      await signIn(page, system.admin);
      const events = page.waitForResponse(/api\/runs\/events/);
      await page.reload();
      expect((await events).headers()["content-type"]).toContain("text/event-stream");
      await page.getByRole("banner").getByRole("status").filter({ hasText: "Live" }).waitFor();
      // the samples run every few seconds, and each makes the page ask the server again
      await page.waitForResponse(async (response) => (await response.request().headerValue("rsc")) === "1");
    }, 60_000);

    test("events come only to those who are signed in", async () => {
      const { system } = context;
      const answer = await fetch(`${system.baseUrl}/api/runs/events`);
      expect(answer.status).toBe(401);
    });

    test("what the stream is asked for is checked", async () => {
      const { system, browser } = context;
      await using visitor = await openVisitor(browser, system);
      await signIn(visitor.page, system.admin);
      const answer = await visitor.page.request.get("/api/runs/events?schedules=nonsense");
      expect(answer.status()).toBe(400);
    });
  });
}
