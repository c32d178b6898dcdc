import { expect, test } from "bun:test";
import { DomainError } from "@repo/core";
import { refuseNul } from "./refuse-nul.ts";

test.each([
  ["a field", { name: "a\0" }, "name"],
  ["a list in a message", { definition: { tags: ["a", "\0"] } }, "definition.tags.1"],
  ["the name in a map", { target: { headers: { "a\0": "b" } } }, "target.headers"],
])("NUL in %s is refused by name", (_, request, field) => {
  try {
    refuseNul(request);
  } catch (error) {
    expect(error).toBeInstanceOf(DomainError);
    expect((error as DomainError).fields.map((violation) => violation.field)).toEqual([field]);
    return;
  }
  throw new Error("it was not refused");
});

test("texts, numbers, bytes and dates without it pass", () => {
  refuseNul({ text: "ü\n", number: 0n, bytes: new Uint8Array(3), none: undefined, nested: [{ a: null }] });
});
