import { describe, expect, test } from "bun:test";
import { join, resolve } from "node:path";
import { decodeSchedule, encodeDefinition } from "@repo/proto";
import { aDefinition, eventually } from "@repo/testing";
import type { TestContext } from "../context.ts";
import { addressOf, PAGES } from "../pages.ts";
import { createPerson, uniqueName } from "../system/people.ts";
import { openVisitor, signIn, signInFirst } from "../system/visitor.ts";

const STATIC = resolve(import.meta.dirname, "../../.next/static");

/** Far away, so that no run comes between. */
const ONCE_A_YEAR = { type: "cron", expression: "0 0 1 1 *", timeZone: "UTC" } as const;

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

    test("no page hands the session's tokens to scripts", async () => {
      const { system, browser } = context;
      await using visitor = await openVisitor(browser, system);
      const { page } = visitor;
      await signIn(page, system.admin);
      const leaks: string[] = [];
      for (const pageCase of PAGES) {
        const text = await (await page.request.get(await addressOf(pageCase, system))).text();
        for (const { name, value } of await page.context().cookies()) {
          if (/access|refresh/.test(name) && text.includes(value)) leaks.push(`${pageCase.name}: ${name}`);
        }
      }
      expect(leaks).toEqual([]);
    }, 120_000);

    test("what a page does not offer is refused when it is asked for all the same", async () => {
      const { system, browser } = context;
      const definition = encodeDefinition(aDefinition({ name: uniqueName("guarded"), spec: ONCE_A_YEAR }));
      const { schedule } = await system.schedules.createSchedule({ definition });
      const address = `/schedules/${schedule?.id}`;
      await using admin = await openVisitor(browser, system);
      await signIn(admin.page, system.admin, address);
      const asked = admin.page.waitForRequest((request) => request.headers()["next-action"] !== undefined);
      await admin.page.getByRole("button", { name: "Pause" }).click();
      await admin.page.getByRole("alertdialog").getByRole("button", { name: "Pause" }).click();
      const request = await asked;
      await admin.page.getByRole("button", { name: "Resume" }).click();
      await admin.page.getByRole("button", { name: "Pause" }).waitFor();

      await using viewer = await openVisitor(browser, system);
      await signInFirst(viewer.page, await createPerson(system), address);
      const { "next-action": action = "", "content-type": type = "" } = request.headers();
      const answer = await viewer.page.request.post(address, {
        headers: {
          "next-action": action,
          "content-type": type,
          origin: system.baseUrl,
          accept: "text/x-component",
        },
        data: request.postDataBuffer() ?? "",
      });
      expect(await answer.text()).toContain("PERMISSION_DENIED");
      const stored = decodeSchedule(
        (await system.schedules.getSchedule({ id: schedule?.id ?? "" })).schedule,
      );
      expect(stored.state).toBe("ACTIVE");
    }, 120_000);

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
