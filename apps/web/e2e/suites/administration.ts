import { describe, expect, test } from "bun:test";
import type { TestContext } from "../context.ts";
import { createPerson, uniqueName } from "../system/people.ts";
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
      const user = await createPerson(system);
      await using visitor = await openVisitor(browser, system);
      const { page } = visitor;
      await signInFirst(page, user);
      await page.goto("/account/tokens");
      await page.locator("#content").getByText("No program acts as you").waitFor();
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
      const user = await createPerson(system);
      await using visitor = await openVisitor(browser, system);
      const { page } = visitor;
      await signInFirst(page, user);
      await using other = await openVisitor(browser, system);
      await signIn(other.page, { username: user.username, password: NEW_PASSWORD });
      await page.goto("/account/sessions");
      await page.getByRole("row").nth(2).waitFor();
      expect(await page.getByRole("row").count()).toBe(3);
      await page.getByRole("button", { name: "End all others" }).click();
      await page.getByRole("alertdialog").getByRole("button", { name: "End all others" }).click();
      await page.waitForFunction(() => document.querySelectorAll("tbody tr").length === 1);
      await page.getByText("this one").waitFor();
    }, 120_000);

    test("the own password is changed with the present one, and the old one is worth nothing then", async () => {
      const { system, browser } = context;
      const user = await createPerson(system);
      await using visitor = await openVisitor(browser, system);
      const { page } = visitor;
      await signInFirst(page, user);
      const next = "another one to remember";
      const change = async (current: string, repeated: string) => {
        await page.getByLabel("Current password").fill(current);
        await page.getByLabel("New password", { exact: true }).fill(next);
        await page.getByLabel("New password again").fill(repeated);
        await page.getByRole("button", { name: "Change password" }).click();
      };
      await change(NEW_PASSWORD, `${next}!`);
      await page.locator("#repeatedPassword-error").getByText("is not the same").waitFor();
      await change("not the present one", next);
      await page.locator("#currentPassword-error").waitFor();
      await change(NEW_PASSWORD, next);
      await page.getByText("Your password is changed").waitFor();
      expect(await page.getByLabel("Current password").inputValue()).toBe("");

      await using other = await openVisitor(browser, system);
      await other.page.goto("/sign-in");
      await other.page.getByLabel("Username").fill(user.username);
      await other.page.getByLabel("Password", { exact: true }).fill(NEW_PASSWORD);
      await other.page.getByRole("button", { name: "Sign in" }).click();
      await other.page
        .getByRole("alert")
        .filter({ hasText: /password/i })
        .waitFor();
      await signIn(other.page, { username: user.username, password: next });
    }, 120_000);

    test("a secret is stored, replaced and deleted, and its value is never shown again", async () => {
      const { system, browser } = context;
      const name = `E2E_${crypto.randomUUID().slice(0, 8).replaceAll("-", "_").toUpperCase()}`;
      const values = ["first-value-of-it", "second-value-of-it"] as const;
      await using visitor = await openVisitor(browser, system);
      const { page } = visitor;
      const answers: Promise<string>[] = [];
      page.on("response", (answer) => {
        // the stream of events does not end
        if (answer.url().includes("/events") || !answer.url().startsWith(system.baseUrl)) return;
        answers.push(answer.text().catch(() => ""));
      });
      await signIn(page, system.admin, "/admin/secrets");
      await page.getByRole("button", { name: "New secret" }).click();
      await page.getByLabel("Name", { exact: true }).fill(name);
      await page.getByLabel("Value", { exact: true }).fill(values[0]);
      await page.getByLabel("May be sent to").fill("api.example.com");
      await page.getByRole("button", { name: "Store secret" }).click();
      const row = page.getByRole("row").filter({ hasText: name });
      await row.getByText("api.example.com").waitFor();

      await page.getByRole("button", { name: `Replace ${name}` }).click();
      expect(await page.getByLabel("Value", { exact: true }).inputValue()).toBe("");
      await page.getByLabel("Value", { exact: true }).fill(values[1]);
      await page.getByLabel("May be sent to").fill("other.example.com");
      await page.getByRole("button", { name: "Replace secret" }).click();
      await row.getByText("other.example.com").waitFor();
      await page.reload();
      await row.waitFor();

      await page.getByRole("button", { name: `Delete ${name}` }).click();
      const confirm = page.getByRole("alertdialog").getByRole("button", { name: "Delete" });
      expect(await confirm.isDisabled()).toBe(true);
      await page.getByLabel(/to confirm$/).fill(name);
      await confirm.click();
      await row.waitFor({ state: "detached" });
      await page.goto("/admin/audit?action=SECRET_STORED");
      await page.getByRole("list", { name: "Audit log" }).getByText(name).first().waitFor();
      const received = (await Promise.all(answers)).join();
      expect(received).toContain(name);
      for (const value of values) expect(received).not.toContain(value);
    }, 120_000);

    test("the audit log is narrowed by what was done and by whom, in the URL", async () => {
      const { system, browser } = context;
      const user = await createPerson(system);
      await using newcomer = await openVisitor(browser, system);
      await signInFirst(newcomer.page, user);
      await using visitor = await openVisitor(browser, system);
      const { page } = visitor;
      await signIn(page, system.admin, "/admin/audit");
      await page.getByRole("combobox", { name: "Action" }).selectOption("USER_CREATED");
      await page.waitForURL(/action=USER_CREATED/);
      const log = page.getByRole("list", { name: "Audit log" });
      await log.getByText("signed in").first().waitFor({ state: "detached" });
      await log
        .getByRole("listitem")
        .filter({ hasText: `created the user ${user.username}` })
        .waitFor();

      await page.goto(`/admin/audit?actor=${user.username}`);
      await log.getByText("signed in").first().waitFor();
      const actors = log.getByTitle(/^Only what/);
      expect(new Set(await actors.allTextContents())).toEqual(new Set([user.username]));
    }, 120_000);

    test("the signing key is rotated, and nobody has to sign in again", async () => {
      const { system, browser } = context;
      await using visitor = await openVisitor(browser, system);
      const { page } = visitor;
      await signIn(page, system.admin, "/admin/security");
      await page.getByRole("button", { name: "Rotate signing key" }).click();
      await page.getByRole("alertdialog").getByRole("button", { name: "Rotate key" }).click();
      await page.getByText("There is a new signing key").waitFor();
      await page.getByRole("main").getByRole("link", { name: "audit log" }).click();
      await page.getByRole("list", { name: "Audit log" }).getByText("rotated the signing key").waitFor();
    }, 120_000);
  });
}
