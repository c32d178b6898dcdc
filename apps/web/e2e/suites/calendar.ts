import { describe, expect, test } from "bun:test";
import { encodeDefinition } from "@repo/proto";
import type { TestContext } from "../context.ts";
import { openVisitor, settle, signIn } from "../system/visitor.ts";

const DAY_MS = 86_400_000;

export function testCalendar(context: TestContext): void {
  describe("calendar", () => {
    test("a slot of tomorrow shows the schedules that are expected in it", async () => {
      const { system, browser } = context;
      const tomorrow = new Date(Date.now() + DAY_MS).toISOString().slice(0, 10);
      const name = `tomorrow-${crypto.randomUUID().slice(0, 8)}`;
      const definition = encodeDefinition({
        name,
        spec: { type: "once", at: new Date(`${tomorrow}T10:22:00Z`) },
        target: { type: "noop" },
      });
      const { schedule } = await system.schedules.createSchedule({ definition });
      await using visitor = await openVisitor(browser, system, { timezoneId: "UTC" });
      const { page } = visitor;
      await signIn(page, system.admin, `/calendar?view=day&date=${tomorrow}`);
      await page.getByRole("link", { name: /, 10:20: .* expected/ }).click();
      const sheet = page.getByRole("dialog", { name: /10:20/ });
      await sheet.getByRole("link", { name }).waitFor();
      expect(new URL(page.url()).searchParams.get("at")).toBe(`${tomorrow}T10:20:00.000Z`);

      // what is open is in the URL, also for whom the link is sent to
      await page.reload();
      await sheet.getByRole("link", { name }).waitFor();
      await page.keyboard.press("Escape");
      await page.waitForURL((url) => !url.searchParams.has("at"));
      await system.schedules.deleteSchedule({ id: schedule?.id ?? "" });
    }, 60_000);

    test("with the keyboard: arrows lead from slot to slot, Enter opens the runs of one", async () => {
      const { system, browser } = context;
      await using visitor = await openVisitor(browser, system, { timezoneId: "UTC" });
      const { page } = visitor;
      await signIn(page, system.admin, "/calendar");
      await settle(page);
      const now = page.locator("[aria-current=time]");
      await now.focus();
      const place = await now.getAttribute("data-place");
      const [row = 0, column = 0] = (place ?? "").split("-").map(Number);
      const other = row === 0 ? ["ArrowDown", "ArrowUp"] : ["ArrowUp", "ArrowDown"];
      await page.keyboard.press(other[0] ?? "");
      const focused = () => page.evaluate(() => document.activeElement?.getAttribute("data-place"));
      expect(await focused()).toBe(`${row === 0 ? 1 : row - 1}-${column}`);
      await page.keyboard.press(other[1] ?? "");
      expect(await focused()).toBe(place);
      await page.keyboard.press("Enter");
      await page.getByRole("dialog").getByRole("link", { name: "every-five-seconds" }).first().waitFor();
    }, 60_000);

    test("day, week and month lead to each other and keep the day", async () => {
      const { system, browser } = context;
      await using visitor = await openVisitor(browser, system, { timezoneId: "Europe/Vienna" });
      const { page } = visitor;
      await signIn(page, system.admin, "/calendar?view=day&date=2026-03-29");
      const title = (name: string) => page.getByRole("heading", { level: 2, name });
      await title("Sun 29 March 2026").waitFor();
      await page.getByRole("link", { name: "Month", exact: true }).click();
      await title("March 2026").waitFor();
      await page.getByRole("link", { name: "Next month" }).click();
      await title("April 2026").waitFor();
      await page.getByRole("link", { name: "Week", exact: true }).click();
      await title("30 March 2026 – 5 April 2026").waitFor();
    }, 60_000);
  });
}
