import { describe, expect, test } from "bun:test";
import { storableMessage, storableOutput } from "./storable-json.ts";

const circular: Record<string, unknown> = {};
circular.self = circular;

describe("what came back becomes an output", () => {
  test.each<[string, unknown, unknown]>([
    ["nothing", undefined, undefined],
    ["null", null, undefined],
    ["an object", { rows: 3, list: [1, null] }, { rows: 3, list: [1, null] }],
    ["a text", "done", { value: "done" }],
    ["a list", [1, 2], { value: [1, 2] }],
    ["an instant", new Date(0), { value: "1970-01-01T00:00:00.000Z" }],
    ["what JSON leaves out", { a: undefined, b: () => 1 }, {}],
    ["NUL, in keys too", { "a\0": "b\0c" }, { "a\ufffd": "b\ufffdc" }],
    ["half a character", "a\ud800b", { value: "a\ufffdb" }],
    ["the letters of an escape", "\\u0000 \\ud800", { value: "\\u0000 \\ud800" }],
    ["a function", () => 1, { problem: "what came back is a function, which is no JSON" }],
  ])("%s", (_, value, output) => {
    expect(storableOutput(value, "value")).toEqual(output as never);
  });

  test.each<[string, unknown]>([
    ["a circle", circular],
    ["a BigInt", { n: 1n }],
  ])("%s is said to be no JSON", (_, value) => {
    expect(storableOutput(value, "value")).toEqual({
      problem: expect.stringContaining("cannot be written as JSON"),
    });
  });

  test("one that is too large is cut", () => {
    const output = storableOutput({ text: "ä".repeat(10_000) }, "value");
    expect(output).toMatchObject({ truncated: true, excerpt: expect.stringMatching(/^\{"text":"ä+$/) });
    expect(JSON.stringify(output).length).toBeLessThan(5_000);
  });
});

test("a message is cut, and can be stored", () => {
  expect(storableMessage("a\0b\ud800")).toBe("a\ufffdb\ufffd");
  expect(storableMessage("x".repeat(5_000))).toBe("x".repeat(1_000));
});
