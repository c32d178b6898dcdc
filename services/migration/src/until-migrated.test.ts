import { expect, test } from "bun:test";
import { untilMigrated } from "./until-migrated.ts";

test("waits until nothing is missing", async () => {
  const answers = [["a", "b"], []];
  const waited: (readonly string[])[] = [];
  await untilMigrated({
    listMissing: async () => answers.shift() ?? [],
    deadlineMs: 60_000,
    onWait: (missing) => waited.push(missing),
  });
  expect(waited).toEqual([["a", "b"]]);
});

test("at the deadline it names what is missing and what to do", async () => {
  const waiting = untilMigrated({
    listMissing: async () => ["a", "b"],
    deadlineMs: 0,
    onWait: () => undefined,
  });
  await expect(waiting).rejects.toThrow("still lacks a, b: run the migration of this release");
});
