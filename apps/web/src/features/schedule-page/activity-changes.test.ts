import { expect, test } from "bun:test";
import { readChanges } from "./activity-changes.ts";

test("in the words and in the order of the form", () => {
  const changes = readChanges([
    { field: "attemptTimeout", before: "60000", after: "90000" },
    { field: "spec.expression", before: '"0 2 * * *"', after: '"0 3 * * *"' },
    { field: "tags", before: "", after: '["billing","eu"]' },
  ]);
  expect(changes).toEqual([
    { path: "tags", label: "Tags", before: "", after: "billing, eu" },
    { path: "spec.expression", label: "Expression", before: "0 2 * * *", after: "0 3 * * *" },
    { path: "attemptTimeout", label: "An attempt may take", before: "1 min", after: "1 min 30 s" },
  ]);
});

test("what is hidden stays hidden, what is no JSON is shown as it is", () => {
  const changes = readChanges([{ field: "target.headers", before: "hidden", after: "{not json" }]);
  expect(changes).toMatchObject([{ before: "hidden", after: "{not json" }]);
});
