import { describe, expect, test } from "bun:test";
import { ScheduleDefinition, type ScheduleDefinitionInput } from "@repo/core";
import { changesBetween } from "./definition-changes.ts";
import { mergeDefinitions } from "./merge-definitions.ts";

const BASE: ScheduleDefinitionInput = {
  name: "report",
  spec: { type: "cron", expression: "0 9 * * *", timeZone: "Europe/Vienna" },
  target: { type: "http", url: "https://example.com/a", headers: { A: "1" } },
  payload: { format: "pdf", pages: 2 },
};

const define = (change: Partial<ScheduleDefinitionInput> = {}) =>
  ScheduleDefinition.parse({ ...BASE, ...change });

describe("changesBetween", () => {
  test("finds nothing where nothing is different, whatever the order of keys", () => {
    expect(changesBetween(define(), define({ payload: { pages: 2, format: "pdf" } }))).toEqual([]);
  });

  test("names each field with both values", () => {
    const after = define({
      spec: { type: "cron", expression: "0 10 * * *", timeZone: "Europe/Vienna" },
      target: { type: "http", url: "https://example.com/a", headers: { A: "1", B: "2" } },
      attemptTimeout: 90_000,
      endAt: new Date("2030-01-01T00:00:00Z"),
    });
    expect(changesBetween(define(), after)).toEqual([
      { path: "spec.expression", label: "Expression", before: "0 9 * * *", after: "0 10 * * *" },
      { path: "endAt", label: "Not at or after", before: "", after: "2030-01-01T00:00:00Z" },
      { path: "target.headers", label: "Headers", before: "A: 1", after: "A: 1\nB: 2" },
      { path: "attemptTimeout", label: "An attempt may take", before: "1 min", after: "1 min 30 s" },
    ]);
  });
});

describe("mergeDefinitions", () => {
  const http = (change: object) =>
    ({ type: "http", url: "https://example.com/a", headers: { A: "1" }, ...change }) as const;

  test("takes from each what only it has changed", () => {
    const mine = define({ target: http({ url: "https://example.com/b" }), description: "Mine." });
    const theirs = define({ target: http({ method: "PUT" }), tags: ["theirs"] });
    const merge = mergeDefinitions({ base: define(), mine, theirs });
    expect(merge.conflicts).toEqual([]);
    expect(merge.result(new Map())).toEqual(
      define({
        description: "Mine.",
        tags: ["theirs"],
        target: http({ url: "https://example.com/b", method: "PUT" }),
      }),
    );
  });

  test("asks where both have changed the same field, and does as it is told", () => {
    const mine = define({ description: "Mine.", priority: 1 });
    const theirs = define({ description: "Theirs.", priority: 2 });
    const merge = mergeDefinitions({ base: define(), mine, theirs });
    expect(merge.conflicts.map(({ path }) => path)).toEqual(["description", "priority"]);
    expect(merge.result(new Map([["priority", "theirs"]]))).toEqual(
      define({ description: "Mine.", priority: 2 }),
    );
  });

  test("lets what one removed be gone", () => {
    const { payload, ...rest } = BASE;
    const theirs = ScheduleDefinition.parse(rest);
    const merge = mergeDefinitions({ base: define(), mine: define({ priority: 1 }), theirs });
    expect(merge.result(new Map()).payload).toBeUndefined();
  });

  test("does not mix targets of different types", () => {
    const mine = define({ target: http({ url: "https://example.com/b" }) });
    const theirs = define({ target: { type: "noop" } });
    const merge = mergeDefinitions({ base: define(), mine, theirs });
    expect(merge.conflicts.map(({ path }) => path)).toEqual(["target"]);
    expect(merge.result(new Map([["target", "theirs"]])).target).toEqual({ type: "noop" });
    expect(merge.result(new Map()).target).toEqual(mine.target);
  });

  test("what both changed alike is no conflict", () => {
    const both = define({ priority: 7 });
    expect(mergeDefinitions({ base: define(), mine: both, theirs: both }).conflicts).toEqual([]);
  });
});
