import { describe, expect, test } from "bun:test";
import { checkFile } from "./check-file.ts";

describe("allowed", () => {
  test.each([
    ["zod in the core", "packages/core/src/spec.ts", `import { z } from "zod";`],
    ["a part of a package", "packages/core/src/spec.ts", `import { z } from "zod/v4";`],
    ["a sibling", "packages/core/src/due/next.ts", `import { Spec } from "../spec.ts";`],
    ["an instant made from an argument", "packages/core/src/due.ts", "const at = new Date(\n  ms);"],
    ["a type called Date", "packages/core/src/due.ts", "let at: Date; new DateFormat();"],
    [
      "a forbidden word in a comment",
      "packages/core/src/due.ts",
      "// never Date.now()\n/* import x from 'pg' */",
    ],
    [
      "an address in a string",
      "packages/core/src/due.ts",
      `const url = "https://example.org"; import "zod";`,
    ],
    ["the clock outside the core", "services/worker/src/main.ts", "Date.now()"],
    ["a node module outside the core", "packages/db/src/client.ts", `import { join } from "node:path";`],
    ["the core in every package", "packages/db/src/client.ts", `import { Run } from "@repo/core";`],
    [
      "generated code by its path",
      "apps/web/lib/api.ts",
      `import { x } from "@repo/proto/scheduler/v1/run_pb";`,
    ],
    [
      "the test tools in a test beside its source",
      "services/worker/src/a.test.ts",
      `import "@repo/testing";`,
    ],
    [
      "the test tools in a test folder",
      "packages/db/test/seed.ts",
      `import { eventually } from "@repo/testing";`,
    ],
    [
      "anything from the registry in a test of the core",
      "packages/core/src/due.test.ts",
      `import fc from "fast-check";`,
    ],
    ["the clock in a test of the core", "packages/core/src/due.test.ts", "Date.now()"],
    ["itself by name", "packages/db/test/a.test.ts", `import { createDatabase } from "@repo/db";`],
  ])("%s", (_name, file, source) => {
    expect(checkFile(file, source)).toEqual([]);
  });
});

describe("refused", () => {
  test.each([
    [
      "another library in the core",
      "packages/core/src/a.ts",
      `import { Pool } from "pg";`,
      "must not import pg; allowed here: cron-parser, cronstrue, zod",
    ],
    [
      "a library with a like name",
      "packages/core/src/a.ts",
      `import "zod-to-json";`,
      "must not import zod-to-json; ",
    ],
    [
      "a node module in the core",
      "packages/core/src/a.ts",
      `import {\n  join,\n} from "node:path";`,
      "must not import node:path",
    ],
    [
      "the clock in the core",
      "packages/core/src/a.ts",
      "const now = Date.now();",
      "uses Date.now: take the instant",
    ],
    [
      "a new date without argument in the core",
      "packages/core/src/a.ts",
      "return new Date( );",
      "uses new Date: take",
    ],
    [
      "a new date without parentheses in the core",
      "packages/core/src/a.ts",
      "return new Date;",
      "uses new Date: take",
    ],
    ["chance in the core", "packages/core/src/a.ts", "Math.random()", "uses Math.random: derive it"],
    [
      "the environment in the core",
      "packages/core/src/a.ts",
      "process.env.TZ",
      "uses process.: take the value",
    ],
    [
      "the database in the web app",
      "apps/web/app/page.tsx",
      `import { x } from "@repo/db";`,
      "must not import @repo/db",
    ],
    [
      "the queue in the web app, as a type",
      "apps/web/a.ts",
      `import type { x } from "@repo/queue";`,
      "must not import @repo/queue",
    ],
    [
      "a service in a service",
      "services/worker/src/a.ts",
      `import "@repo/user-microservice";`,
      "must not import @repo/user-m",
    ],
    [
      "a service in a test",
      "services/worker/test/a.test.ts",
      `import "@repo/user-microservice";`,
      "must not import",
    ],
    [
      "a service by its path",
      "services/worker/src/a.ts",
      `export * from "../../user-microservice/src/a.ts";`,
      "reaches into another",
    ],
    [
      "the test tools in a service",
      "services/worker/src/a.ts",
      `import "@repo/testing";`,
      "must not import @repo/testing",
    ],
    [
      "the local servers in a service",
      "services/worker/src/a.ts",
      `await import("@repo/local-stack")`,
      "must not import",
    ],
    ["a file of a workspace without a rule", "packages/utils/src/a.ts", "", "packages/utils has no rule"],
  ])("%s", (_name, file, source, message) => {
    const violations = checkFile(file, source);
    expect(violations).toHaveLength(1);
    expect(violations[0]?.message).toContain(message);
  });
});
