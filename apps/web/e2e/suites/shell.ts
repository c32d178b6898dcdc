import { describe, expect, test } from "bun:test";
import type { TestContext } from "../context.ts";
import { openVisitor, PHONE, settle, signIn } from "../system/visitor.ts";

export function testShell(context: TestContext): void {
  describe("shell", () => {
    test("the theme follows the system until it is set, and stays set", async () => {
      const { system, browser } = context;
      await using visitor = await openVisitor(browser, system, { colorScheme: "dark" });
      const { page } = visitor;
      const isDark = () => page.evaluate(() => document.documentElement.classList.contains("dark"));
      await signIn(page, system.admin);
      expect(await isDark()).toBe(true);
      await page.emulateMedia({ colorScheme: "light" });
      await page.waitForFunction(() => !document.documentElement.classList.contains("dark"));
      await page.getByRole("button", { name: "Theme" }).click();
      await page.getByRole("menuitemradio", { name: "Dark" }).click();
      await page.waitForFunction(() => document.documentElement.classList.contains("dark"));
      // before anything is drawn: the class is there when the first script of the page has run
      await page.reload({ waitUntil: "commit" });
      await page.waitForSelector("body");
      expect(await isDark()).toBe(true);
    });

    test.each([
      ["reduce", false],
      ["no-preference", true],
    ] as const)("with the preference %s for motion, dialogs heed it", async (reducedMotion, isMoving) => {
      const { system, browser } = context;
      await using visitor = await openVisitor(browser, system, { reducedMotion });
      const { page } = visitor;
      await signIn(page, system.admin, "/account/profile");
      await settle(page);
      await page.keyboard.press("?");
      const sheet = page.getByRole("dialog", { name: "Keyboard shortcuts" });
      await sheet.waitFor();
      const seconds = await sheet.evaluate((element) =>
        Number.parseFloat(getComputedStyle(element).animationDuration),
      );
      expect(seconds > 0.01).toBe(isMoving);
    });

    test("times are those of the browser until UTC is chosen, which stays so", async () => {
      const { system, browser } = context;
      await using visitor = await openVisitor(browser, system, { timezoneId: "Asia/Kolkata" });
      const { page } = visitor;
      await signIn(page, system.admin, "/account/sessions");
      const times = page.getByRole("main").locator("time[title*='Asia/Kolkata'], time[title*='UTC+05:30']");
      await times.first().waitFor();
      await page.getByRole("button", { name: /^Account of/ }).click();
      await page.getByRole("menuitemradio", { name: "UTC" }).click();
      await times.first().waitFor({ state: "detached" });
      await page.reload();
      await page.getByRole("main").locator("time").first().waitFor();
      expect(await times.count()).toBe(0);
    }, 60_000);

    test("on a phone the navigation is a drawer that closes when it has led somewhere", async () => {
      const { system, browser } = context;
      await using visitor = await openVisitor(browser, system, { viewport: PHONE });
      const { page } = visitor;
      await signIn(page, system.admin, "/account/profile");
      await page.getByRole("button", { name: "Open navigation" }).click();
      await page.getByRole("dialog").getByRole("link", { name: "Schedules" }).click();
      await page.waitForURL(/schedules/);
      await page.getByRole("dialog").waitFor({ state: "hidden" });
    });

    test("there is an icon where browsers look before they have read the page", async () => {
      const answer = await fetch(`${context.system.baseUrl}/favicon.ico`);
      expect(answer.status).toBe(200);
      expect(answer.headers.get("content-type")).toStartWith("image/");
    });

    test("a collapsed sidebar is collapsed on the next page too", async () => {
      const { system, browser } = context;
      await using visitor = await openVisitor(browser, system);
      const { page } = visitor;
      await signIn(page, system.admin);
      await page.getByRole("button", { name: "Sidebar" }).click();
      await page.reload();
      await settle(page);
      expect(await page.getByRole("button", { name: "Sidebar" }).getAttribute("aria-expanded")).toBe("false");
    });

    test("with the keyboard the content is one key away", async () => {
      const { system, browser } = context;
      await using visitor = await openVisitor(browser, system);
      const { page } = visitor;
      await signIn(page, system.admin);
      await page.reload();
      await settle(page);
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      expect(await page.evaluate(() => document.activeElement?.id)).toBe("content");
    });

    test("the command palette finds a schedule and goes there, with the keyboard alone", async () => {
      const { system, browser } = context;
      await using visitor = await openVisitor(browser, system);
      const { page } = visitor;
      await signIn(page, system.admin, "/account/profile");
      await settle(page);
      await page.keyboard.press("Control+k");
      const palette = page.getByRole("dialog", { name: "Commands" });
      await palette.getByRole("combobox").fill("flaky");
      await palette.getByRole("option", { name: "flaky-webhook" }).waitFor();
      await page.keyboard.press("Enter");
      await page.waitForURL(/\/schedules\/[0-9a-f-]{36}/);
      expect(await palette.isVisible()).toBe(false);
    });

    test("shortcuts: g s goes to the schedules, / searches, ? shows all of them", async () => {
      const { system, browser } = context;
      await using visitor = await openVisitor(browser, system);
      const { page } = visitor;
      await signIn(page, system.admin, "/account/profile");
      await settle(page);
      await page.keyboard.press("g");
      await page.keyboard.press("s");
      await page.waitForURL(/\/schedules$/);
      await settle(page);
      await page.keyboard.press("/");
      await page.keyboard.type("echo?");
      expect(await page.getByRole("searchbox").inputValue()).toBe("echo?");
      await page.getByRole("searchbox").blur();
      await page.keyboard.press("?");
      await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "hidden" });
    });
  });
}
