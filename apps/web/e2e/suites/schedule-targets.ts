import { describe, expect, test } from "bun:test";
import { RunState } from "@repo/proto/scheduler/v1/run_pb";
import { eventually } from "@repo/testing";
import type { Page } from "playwright-core";
import type { TestContext } from "../context.ts";
import { errorOf, field, findByName, openEditor, SHOWN_WITHIN_MS } from "../system/editor-page.ts";
import { openVisitor } from "../system/visitor.ts";

/** Fills in a new schedule that waits, saves it, and returns what was stored. */
async function create(page: Page, context: TestContext, name: string) {
  await field(page, "name").fill(name);
  await page.getByRole("switch", { name: "Start paused" }).click();
  await page.getByRole("button", { name: "Create schedule" }).click();
  await page.waitForURL(/\/schedules\/[0-9a-f-]{36}$/, { timeout: SHOWN_WITHIN_MS });
  const [created] = await findByName(context, name);
  if (created === undefined) throw new Error("the schedule is not there");
  return created.definition.target;
}

export function testScheduleTargets(context: TestContext): void {
  describe("the editor of targets", () => {
    test("makes a schedule that calls a handler", async () => {
      await using visitor = await openVisitor(context.browser, context.system);
      const { page } = visitor;
      await openEditor(page, context, "/schedules/new");
      await page.getByRole("radio", { name: /^Handler/ }).click();
      await field(page, "target.handler").fill("send report");
      await page.getByRole("button", { name: "Create schedule" }).click();
      await errorOf(page, "target.handler").filter({ hasText: "Must be the name of a handler" }).waitFor();
      await field(page, "target.handler").fill("send-report");
      expect(await create(page, context, "target-handler")).toEqual({
        type: "handler",
        handler: "send-report",
      });
      await page.getByText("Handler send-report").waitFor();
    }, 180_000);

    test("makes a schedule that runs a command, which then runs", async () => {
      await using visitor = await openVisitor(context.browser, context.system);
      const { page } = visitor;
      await openEditor(page, context, "/schedules/new");
      await page.getByRole("radio", { name: /^Command/ }).click();
      await page.getByRole("switch", { name: "Run a shell script" }).click();
      await field(page, "target.argv").fill("echo {{ run.id }}");
      await field(page, "target.expectedExitCodes").fill("0, 300");
      await page.getByRole("button", { name: "Create schedule" }).click();
      await errorOf(page, "target.argv").filter({ hasText: "Must not contain {{" }).waitFor();
      await errorOf(page, "target.expectedExitCodes").filter({ hasText: "Must be at most 255" }).waitFor();
      await page.getByRole("switch", { name: "Run a shell script" }).click();
      await field(page, "target.argv").fill("df\n-h\n/");
      await field(page, "target.expectedExitCodes").fill("0, 1");
      await page.getByRole("button", { name: "Add variable" }).click();
      await page.getByLabel("Environment: name 1").fill("LANG");
      await page.getByLabel("Environment: value 1").fill("C");
      expect(await create(page, context, "target-command")).toEqual({
        type: "command",
        argv: ["df", "-h", "/"],
        shell: false,
        workingDirectory: undefined,
        environment: { LANG: "C" },
        expectedExitCodes: [0, 1],
      });
      await page.getByText("Command df").waitFor();
      await page.getByRole("button", { name: "Run now" }).click();
      await page.getByRole("alertdialog").getByRole("button", { name: "Run now" }).click();
      await page.waitForURL(/\/runs\//);
      const id = page.url().split("/").at(-1) ?? "";
      const run = await eventually(
        async () => {
          const { run } = await context.system.runs.getRun({ id });
          if (run?.state !== RunState.SUCCEEDED) throw new Error(`it is ${run?.state}: ${run?.message}`);
          return run;
        },
        { withinMs: SHOWN_WITHIN_MS, describe: "the command to have run" },
      );
      expect(run.attempts).toHaveLength(1);
      await page.reload();
      await page.getByRole("figure", { name: "Standard output" }).getByText("Filesystem").waitFor();
    }, 180_000);

    test("makes a schedule that calls a gRPC method", async () => {
      await using visitor = await openVisitor(context.browser, context.system);
      const { page } = visitor;
      await openEditor(page, context, "/schedules/new?template=grpc");
      await page.getByRole("button", { name: "Add metadata" }).click();
      await field(page, "target.address").fill("reports");
      await field(page, "target.rpc").fill("Send");
      await page.getByLabel("Metadata: name 1").fill("Region");
      await page.getByLabel("Metadata: value 1").fill("eu");
      await page.getByRole("button", { name: "Create schedule" }).click();
      await errorOf(page, "target.address").filter({ hasText: "Must be host:port" }).waitFor();
      await errorOf(page, "target.rpc").filter({ hasText: "Must be package.Service/Method" }).waitFor();
      await errorOf(page, "target.metadata").filter({ hasText: "Must be lower-case" }).waitFor();
      await field(page, "target.address").fill("reports.example.com:50051");
      await field(page, "target.rpc").fill("reports.v1.ReportService/Send");
      await field(page, "target.request").fill('{ "day": "{{ run.dueAt }}" }');
      await page.getByLabel("Metadata: name 1").fill("region");
      await page.getByRole("switch", { name: "Without TLS" }).click();
      expect(await create(page, context, "target-grpc")).toEqual({
        type: "grpc",
        address: "reports.example.com:50051",
        plaintext: true,
        rpc: "reports.v1.ReportService/Send",
        request: '{ "day": "{{ run.dueAt }}" }',
        metadata: { region: "eu" },
      });
      await page.getByText("gRPC call reports.example.com:50051").waitFor();
    }, 180_000);
  });
}
