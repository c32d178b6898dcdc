import type { Role } from "@repo/core";
import { encodeRole } from "@repo/proto";
import type { Page } from "playwright-core";
import type { System } from "./start-system.ts";

/** What `signInFirst` replaces the one-time password by. */
export const PASSWORD = "a long one to remember";

export interface Person {
  username: string;
  oneTimePassword: string;
}

export function uniqueName(prefix: string): string {
  return `${prefix}-${crypto.randomUUID().slice(0, 8)}`;
}

/** A user who has never signed in. */
export async function createPerson({ users }: System, role: Role = "VIEWER"): Promise<Person> {
  const username = uniqueName("user");
  const { oneTimePassword } = await users.createUser({ username, role: encodeRole(role) });
  return { username, oneTimePassword };
}

/** Signs in with the one-time password, replaces it, and waits for the page that was asked for. */
export async function signInFirst(
  page: Page,
  { username, oneTimePassword }: Person,
  path = "/account/profile",
): Promise<void> {
  await page.goto(path);
  await page.getByLabel("Username").fill(username);
  await page.getByLabel("Password", { exact: true }).fill(oneTimePassword);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByLabel("New password", { exact: true }).fill(PASSWORD);
  await page.getByLabel("New password again").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => url.pathname === new URL(path, url).pathname);
}
