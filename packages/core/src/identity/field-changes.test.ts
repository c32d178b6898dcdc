import { expect, test } from "bun:test";
import { fieldChanges } from "./field-changes.ts";

test.each([
  ["a changed field", { a: 1 }, { a: 2 }, [{ field: "a", before: "1", after: "2" }]],
  ["a new field", {}, { a: { b: "x" } }, [{ field: "a.b", before: "", after: '"x"' }]],
  ["a field that is gone", { a: [1, 2] }, { a: [1] }, [{ field: "a.1", before: "2", after: "" }]],
  ["equal dates", { at: new Date(0) }, { at: new Date(0) }, []],
  ["undefined and null are nothing", { a: undefined }, { a: null }, []],
  [
    "a header",
    { target: { headers: { x: "old" } } },
    { target: { headers: { x: "new" } } },
    [{ field: "target.headers.x", before: "hidden", after: "hidden" }],
  ],
  [
    "a variable",
    { target: { environment: { A: "old" } } },
    { target: { environment: {} } },
    [{ field: "target.environment.A", before: "hidden", after: "" }],
  ],
  [
    "the request and metadata of a call",
    { target: { request: "{}", metadata: { key: "a" } } },
    { target: { metadata: { key: "b" } } },
    [
      { field: "target.request", before: "hidden", after: "" },
      { field: "target.metadata.key", before: "hidden", after: "hidden" },
    ],
  ],
  [
    "a new payload",
    {},
    { payload: { deep: ["secret"] } },
    [{ field: "payload.deep.0", before: "", after: "hidden" }],
  ],
  [
    "the body",
    { target: { body: "a" } },
    { target: {} },
    [{ field: "target.body", before: "hidden", after: "" }],
  ],
  [
    "the query of a URL",
    { target: { url: "http://a/?k=1" } },
    { target: { url: "http://a/?k=2#x" } },
    [{ field: "target.url", before: '"http://a/?hidden"', after: '"http://a/?hidden#x"' }],
  ],
])("%s", (_, before, after, expected) => {
  expect(fieldChanges(before, after)).toEqual(expected);
});

test("everything of a thing that was not there", () => {
  expect(fieldChanges(undefined, { a: true })).toEqual([{ field: "a", before: "", after: "true" }]);
});

test("long values are cut and long lists of changes end", () => {
  const many = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`f${i}`, "x".repeat(1_000)]));
  const changes = fieldChanges(undefined, many);
  expect(changes).toHaveLength(100);
  expect(changes[0]?.after.length).toBeLessThan(310);
});

test.each([298, 299, 300])(
  "a text is not cut in the middle of a character: %p letters before it",
  (length) => {
    const [change] = fieldChanges(undefined, { description: `${"x".repeat(length)}😀😀` });
    expect(change?.after.isWellFormed()).toBe(true);
  },
);
