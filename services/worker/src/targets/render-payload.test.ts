import { expect, test } from "bun:test";
import { renderPayload } from "./render-payload.ts";

const values = { run: { id: "s1_0", attempt: 2 } };

test("fills in the texts at every depth and leaves keys and other values alone", () => {
  const payload = {
    "{{ run.id }}": "{{ run.id }}",
    list: ["a{{ run.attempt }}", 1, null, { deep: "{{ run.id }}" }],
  };
  expect(renderPayload(payload, values)).toEqual({
    "{{ run.id }}": "s1_0",
    list: ["a2", 1, null, { deep: "s1_0" }],
  });
});

test("a payload cannot refer to itself", () => {
  expect(() => renderPayload({ a: "{{ payload.a }}" }, values)).toThrow("{{ payload.a }} is not known");
});

test("a key named __proto__ stays a key", () => {
  const rendered = renderPayload(JSON.parse('{"__proto__":{"admin":true}}'), values);
  expect(Object.keys(rendered)).toEqual(["__proto__"]);
  expect("admin" in rendered).toBe(false);
});
