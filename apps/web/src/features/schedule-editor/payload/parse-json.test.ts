import { expect, test } from "bun:test";
import { parseJson } from "./parse-json.ts";

test("gives the value of JSON", () => {
  expect(parseJson('{ "a": [1, true, null] }')).toEqual({ value: { a: [1, true, null] } });
});

test.each([
  ["a comma is missing", '{\n  "a": 1\n  "b": 2\n}', "a comma is missing", 3, 3],
  ["a value is missing", '{ "a": }', "a value is missing", 1, 8],
  ["a name without quotes", "{ a: 1 }", "this is not understood", 1, 3],
  ["the end is missing", '{ "a": 1', "} is missing", 1, 9],
  ["a text that is not closed", '{ "a": "b }', "this text is not closed by a double quote", 1, 8],
  ["something after the end", "{} {}", "nothing may follow the value", 1, 4],
  ["a comment", '{ "a": 1 } // why', "comments are not allowed", 1, 12],
])("says where and why: %s", (_, text, message, line, column) => {
  expect(parseJson(text).problem).toMatchObject({ message, line, column });
});
