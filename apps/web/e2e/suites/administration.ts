import { describe, expect, test } from "bun:test";
import { encodeRole } from "@repo/proto";
import type { TestContext } from "../context.ts";
import type { System } from "../system/start-system.ts";
import { NEW_PASSWORD, openVisitor, signIn, signInFirst } from "../system/visitor.ts";

/** The account of everybody, and what administrators manage. */
export function testAdministration(context: TestContext): void {
  describe("administration", () => {
    test("a user is created, signs in with the one-time password shown, and can be disabled", async () => {
      const { system, browser } = context;
      const username = uniqueName("user");
      await using visitor = await openVisitor(browser, system);
      const { page } = visitor;
      await signIn(page, system.admin, "/admin/users");
      await page.getByRole("button", { name: "New user" }).click();
      await page.getByLabel("Username").fill("Not A Name!");
      await page.getByRole("button", { name: "Create user" }).click();
      await page.getByText(/beginning with a letter or digit/).waitFor();
      await page.getByLabel("Username").fill(username);
      await page.getByRole("button", { name: "Create user" }).click();
      const oneTimePassword =
        (await page.getByRole("status", { name: "one-time password" }).textContent()) ?? "";
      await page.getByRole("button", { name: "Done" }).click();

      await using newcomer = await openVisitor(browser, system);
      await signInFirst(newcomer.page, { username, oneTimePassword });
      // what an administrator may see is not offered, and refused
      expect(await newcomer.page.getByRole("link", { name: "Audit log" }).count()).toBe(0);
      await newcomer.page.goto("/admin/users");
      await newcomer.page.getByRole("heading", { name: "You may not see this" }).waitFor();

      await page.getByLabel("Search users").fill(username);
      await page.getByRole("button", { name: `Actions of ${username}` }).click();
      await page.getByRole("menuitem", { name: "Disable" }).click();
      await page.getByRole("button", { name: "Disable" }).click();
      await page.getByRole("row", { name: username }).getByText("Disabled").waitFor();
    }, 120_000);

    test("a token is made with the keyboard alone, and revoked", async () => {
      const { system, browser } = context;
      const user = await createUser(system);
      await using visitor = await openVisitor(browser, system);
      const { page } = visitor;
      await signInFirst(page, user);
      await page.goto("/account/tokens");
      await page.getByText("No program acts as you").waitFor();
      const button = page.getByRole("button", { name: "New token" });
      await button.focus();
      await page.keyboard.press("Enter");
      const name = page.getByLabel("What for");
      await name.waitFor();
      await page.waitForFunction(() => document.activeElement?.id === "name");
      await page.keyboard.type("nightly deployment");
      await page.keyboard.press("Enter");
      const token = (await page.getByRole("status", { name: "API token" }).textContent()) ?? "";
      expect(token).toMatch(/^dsk_/);
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "hidden" });

      const row = page.getByRole("row", { name: "nightly deployment" });
      await row.waitFor();
      expect(await page.getByText(token).count()).toBe(0);
      await page.getByRole("button", { name: "Revoke nightly deployment" }).press("Enter");
      await page.getByRole("alertdialog").getByRole("button", { name: "Revoke" }).press("Enter");
      await row.waitFor({ state: "hidden" });
    }, 120_000);

    test("all other sessions are ended at once, this one stays", async () => {
      const { system, browser } = context;
      const user = await createUser(system);
      await using visitor = await openVisitor(browser, system);
      const { page } = visitor;
      await signInFirst(page, user);
      await using other = await openVisitor(browser, system);
      await signIn(other.page, { username: user.username, password: NEW_PASSWORD });
      await page.goto("/account/sessions");
      expect(await page.getByRole("row").count()).toBe(3);
      await page.getByRole("button", { name: "End all others" }).click();
      await page.getByRole("alertdialog").getByRole("button", { name: "End all others" }).click();
      await page.waitForFunction(() => document.querySelectorAll("tbody tr").length === 1);
      await page.getByText("this one").waitFor();
    }, 120_000);
  });
}

function uniqueName(prefix: string): string {
  return `${prefix}-${crypto.randomUUID().slice(0, 8)}`;
}

async function createUser({ users }: System) {
  const username = uniqueName("user");
  const { oneTimePassword } = await users.createUser({ username, role: encodeRole("VIEWER") });
  return { username, oneTimePassword };
}
