import { expect, test } from "bun:test";
import { renderJsonBody } from "./render-json-body.ts";

const values = {
  payload: { text: 'say "hi"\n', evil: '","admin":true,"x":"', count: 3, list: [1, "a"], no: null },
};

test.each([
  ["between quotes a text is escaped", '{"a":"> {{ payload.text }}"}', { a: '> say "hi"\n' }],
  [
    "between quotes a value cannot leave its string",
    '{"a":"{{ payload.evil }}"}',
    { a: values.payload.evil },
  ],
  ["between quotes a list is its JSON text", '{"a":"{{ payload.list }}"}', { a: '[1,"a"]' }],
  ["elsewhere a text is a string", '{"a":{{ payload.evil }}}', { a: values.payload.evil }],
  ["elsewhere a number is a number", '{"a":{{ payload.count }}}', { a: 3 }],
  ["elsewhere a list is a list", '{"a":{{ payload.list }}}', { a: [1, "a"] }],
  ["elsewhere null is null", '{"a":{{ payload.no }}}', { a: null }],
  ["an escaped quote does not end a string", '{"a":"\\"{{ payload.text }}"}', { a: '"say "hi"\n' }],
  [
    "an escaped backslash before a quote does not hide it",
    '{"a":"\\\\","b":{{ payload.count }}}',
    { a: "\\", b: 3 },
  ],
  [
    "a string goes on after a value",
    '{"a":"{{ payload.count }}{{ payload.text }}","b":{{ payload.count }}}',
    { a: '3say "hi"\n', b: 3 },
  ],
])("%s", (_, body, expected) => {
  expect(JSON.parse(renderJsonBody(body, values))).toEqual(expected);
});
