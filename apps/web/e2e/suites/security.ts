import { describe, expect, test } from "bun:test";
import { join, resolve } from "node:path";
import { eventually } from "@repo/testing";
import type { TestContext } from "../context.ts";
import { openVisitor, signIn } from "../system/visitor.ts";

const STATIC = resolve(import.meta.dirname, "../../.next/static");

/** Words that stand in code of the server only. */
const SERVER_ONLY = [
  "grpc-js",
  "SCHEDULE_SERVICE_ADDRESS",
  "SERVICE_PRIVATE_KEY",
  "scheduler_refresh",
  "refreshSession",
];

export function testSecurity(context: TestContext): void {
  describe("security", () => {
    test("scripts run by nonce only, which is another one each time", async () => {
      const policies = await Promise.all(
        [1, 2].map(async () => {
          const answer = await fetch(`${context.system.baseUrl}/sign-in`);
          return answer.headers.get("content-security-policy") ?? "";
        }),
      );
      const nonces = policies.map((policy) => /'nonce-([^']+)'/.exec(policy)?.[1]);
      expect(nonces[0]).toBeDefined();
      expect(nonces[0]).not.toBe(nonces[1]);
      expect(policies[0]).toContain("'strict-dynamic'");
      expect(policies[0]).toMatch(/script-src [^;]*$|script-src [^;]*;/);
      expect(/script-src ([^;]*)/.exec(policies[0] ?? "")?.[1]).not.toContain("unsafe");
    });

    test("an injected script does not run", async () => {
      const { system, browser } = context;
      await using visitor = await openVisitor(browser, system);
      const { page, complaints } = visitor;
      await page.goto("/sign-in");
      await page.evaluate(() => {
        document.body.insertAdjacentHTML("beforeend", '<img src="x" onerror="window.wasInjected = true">');
      });
      await eventually(() => complaints.some((text) => text.includes("Content Security Policy")), {
        withinMs: 5_000,
        describe: "the browser to refuse the script",
      });
      expect(await page.evaluate(() => "wasInjected" in window)).toBe(false);
    });

    test.each([
      ["x-content-type-options", "nosniff"],
      ["x-frame-options", "DENY"],
      ["referrer-policy", "same-origin"],
      ["cross-origin-opener-policy", "same-origin"],
      ["strict-transport-security", "max-age=31536000"],
    ])("%s is %s", async (header, value) => {
      const answer = await fetch(`${context.system.baseUrl}/sign-in`);
      expect(answer.headers.get(header)).toContain(value);
      expect(answer.headers.get("x-powered-by")).toBeNull();
    });

    test("scripts cannot read the session's cookies", async () => {
      const { system, browser } = context;
      await using visitor = await openVisitor(browser, system);
      const { page } = visitor;
      await signIn(page, system.admin);
      const cookies = await page.context().cookies();
      const session = cookies.filter(({ name }) => /access|refresh/.test(name));
      expect(session.map(({ httpOnly, sameSite }) => ({ httpOnly, sameSite }))).toEqual([
        { httpOnly: true, sameSite: "Lax" },
        { httpOnly: true, sameSite: "Lax" },
      ]);
      expect(await page.evaluate(() => document.cookie)).not.toMatch(/access|refresh/);
    });

    test("another site cannot make a browser change anything", async () => {
      const { system, browser } = context;
      await using visitor = await openVisitor(browser, system);
      const { page } = visitor;
      await signIn(page, system.admin);
      let asked: { url: string; headers: Record<string, string>; body: string | null } | undefined;
      page.on("request", (request) => {
        if (request.headers()["next-action"]) {
          asked = { url: request.url(), headers: request.headers(), body: request.postData() };
        }
      });
      await page.getByRole("button", { name: /^Account of/ }).click();
      await page.getByRole("menuitem", { name: "Sign out" }).click();
      await page.waitForURL(/sign-in/);
      expect(asked).toBeDefined();
      // the same call again, as another site would send it
      const answer = await fetch(asked?.url ?? "", {
        method: "POST",
        headers: { ...asked?.headers, origin: "https://evil.example" },
        body: asked?.body ?? "",
        redirect: "manual",
      });
      expect(answer.status).toBe(500);
    });

    test("nothing of the server is in what browsers load", async () => {
      const files = await Array.fromAsync(new Bun.Glob("**/*.{js,css,json}").scan({ cwd: STATIC }));
      expect(files.length).toBeGreaterThan(0);
      const leaks: string[] = [];
      for (const file of files) {
        const text = await Bun.file(join(STATIC, file)).text();
        for (const word of SERVER_ONLY) if (text.includes(word)) leaks.push(`${file}: ${word}`);
      }
      expect(leaks).toEqual([]);
    });
  });
}
