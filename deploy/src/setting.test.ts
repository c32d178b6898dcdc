import { expect, test } from "bun:test";
import { durationSetting, integerSetting } from "@repo/runtime";
import { z } from "zod";
import { readDocComments } from "./doc-comments.ts";
import { describeSetting, formatDuration } from "./setting.ts";
import { replaceSettingsTable, writeSettingsTable } from "./settings-table.ts";

test.each([
  [2_592_000_000, "30d"],
  [86_400_000, "1d"],
  [5_400_000, "90m"],
  [25_000, "25s"],
  [1_500, "1500ms"],
])("%p milliseconds are written as %s", (durationMs, text) => {
  expect(formatDuration(durationMs)).toBe(text);
});

test("a setting is described by the words in which a wrong one is refused", () => {
  const lanes = describeSetting("LANES", integerSetting({ min: 1, max: 8 }), "how many");
  expect(lanes).toEqual({
    name: "LANES",
    meaning: "how many",
    values: "a whole number from 1 to 8",
    isRequired: true,
    default: undefined,
  });
  const wait = describeSetting("WAIT", durationSetting({ min: "1s", max: "1m" }).default(30_000), "");
  expect(wait).toMatchObject({ values: "a duration from 1s to 1m", isRequired: false, default: "30s" });
  const names = describeSetting("NAMES", z.string().optional(), "");
  expect(names).toMatchObject({ values: "text", isRequired: false, default: undefined });
});

test("doc comments belong to the setting below them, on one line or several", () => {
  const source = `
  /** One line. */
  FIRST: z.string(),
  /**
   * Two
   * lines.
   */
  SECOND: z.string(),
  THIRD: z.string(),`;
  expect([...readDocComments(source)]).toEqual([
    ["FIRST", "One line."],
    ["SECOND", "Two lines."],
  ]);
});

test("what processes share stands in the table once; what they read differently stands there for each", () => {
  const url = { name: "URL", meaning: "where", values: "a URL", isRequired: true, default: undefined };
  const size = { ...url, name: "SIZE", values: "1|2", isRequired: false, default: "1" };
  const table = writeSettingsTable(
    new Map([
      ["a", [size, url]],
      ["b", [{ ...size, default: "2" }, url]],
    ]),
  );
  expect(table.split("\n").slice(2)).toEqual([
    "| `URL`    | **required** | where   | a URL | all     |",
    "| `SIZE`   | `1`          | where   | 1\\|2  | a       |",
    "| `SIZE`   | `2`          | where   | 1\\|2  | b       |",
  ]);
});

test("the table is replaced between its marks only, and a page without marks is an error", () => {
  const page = "before\n<!-- settings: written by `bun run settings` -->\nold\n<!-- /settings -->\nafter\n";
  const once = replaceSettingsTable(page, "new");
  expect(once).toBe(page.replace("old", "\nnew\n"));
  expect(replaceSettingsTable(once, "new")).toBe(once);
  expect(() => replaceSettingsTable("no marks", "new")).toThrow("the page lacks");
});
