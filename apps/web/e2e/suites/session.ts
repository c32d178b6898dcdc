import { describe, expect, test } from "bun:test";
import { encodeRole } from "@repo/proto";
import type { TestContext } from "../context.ts";
import { openVisitor, signIn } from "../system/visitor.ts";

export function testSession(context: TestContext): void {
  describe("session", () => {
    test("signing in leads to the page that was asked for, signing out ends it", async () => {
      const { system, browser } = context;
      await using visitor = await openVisitor(browser, system);
      const { page } = visitor;
      await signIn(page, system.admin, "/schedules?q=echo");
      expect(new URL(page.url()).search).toBe("?q=echo");
      await page.getByText("http-echo").waitFor();

      await page.getByRole("button", { name: /^Account of/ }).click();
      await page.getByRole("menuitem", { name: "Sign out" }).click();
      await page.waitForURL(/sign-in/);
      await page.goto("/schedules");
      expect(new URL(page.url()).pathname).toBe("/sign-in");
    });

    test("a wrong password is said at the form, and what was typed stays", async () => {
      const { system, browser } = context;
      await using visitor = await openVisitor(browser, system);
      const { page } = visitor;
      await page.goto("/sign-in");
      await page.getByLabel("Username").fill("admin");
      await page.getByLabel("Password", { exact: true }).fill("not the password");
      await page.getByRole("button", { name: "Sign in" }).click();
      await page
        .getByRole("alert")
        .filter({ hasText: /wrong|password/i })
        .waitFor();
      expect(await page.getByLabel("Username").inputValue()).toBe("admin");
    });

    test("a one-time password has to be replaced while signing in", async () => {
      const { system, browser } = context;
      const username = `new-${crypto.randomUUID().slice(0, 8)}`;
      const { oneTimePassword } = await system.users.createUser({ username, role: encodeRole("VIEWER") });
      await using visitor = await openVisitor(browser, system);
      const { page } = visitor;
      await page.goto("/sign-in");
      await page.getByLabel("Username").fill(username);
      await page.getByLabel("Password", { exact: true }).fill(oneTimePassword);
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.getByLabel("New password", { exact: true }).fill("short");
      await page.getByLabel("New password again").fill("other");
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.getByText("is not the same as the one above").waitFor();
      await page.getByLabel("New password", { exact: true }).fill("a long one to remember");
      await page.getByLabel("New password again").fill("a long one to remember");
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.waitForURL((url) => url.pathname === "/");
    });

    test("many requests with an expired access token refresh once, and nobody is taken for a thief", async () => {
      const { system, browser } = context;
      await using visitor = await openVisitor(browser, system);
      const { page } = visitor;
      await signIn(page, system.admin);
      const cookies = page.context();
      await cookies.clearCookies({ name: "scheduler_access" });
      const old = await cookies.cookies();
      const cookie = old.map(({ name, value }) => `${name}=${value}`).join("; ");
      const answers = await Promise.all(
        Array.from({ length: 12 }, () =>
          fetch(`${system.baseUrl}/account/profile`, { headers: { cookie }, redirect: "manual" }),
        ),
      );
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
      const given = new Set(answers.map(({ headers }) => headers.getSetCookie().sort().join()));
      expect(given.size).toBe(1);
      // the browser itself still has the old refresh token: its answer got lost
      await page.goto("/account/profile");
      expect(new URL(page.url()).pathname).toBe("/account/profile");
    });

    test.each(["//evil.example/", "https://evil.example/", "/\\evil.example"])(
      "signing in never leads to another site: %s",
      async (next) => {
        const { system, browser } = context;
        await using visitor = await openVisitor(browser, system);
        const { page } = visitor;
        await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
        await page.getByLabel("Username").fill(system.admin.username);
        await page.getByLabel("Password", { exact: true }).fill(system.admin.password);
        await page.getByRole("button", { name: "Sign in" }).click();
        await page.getByRole("heading", { level: 1 }).filter({ hasNotText: "Sign in" }).waitFor();
        expect(new URL(page.url()).origin).toBe(system.baseUrl);
      },
    );
  });
}
