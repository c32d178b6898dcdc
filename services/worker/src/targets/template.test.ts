import { describe, expect, test } from "bun:test";
import { MAX_RENDERED_LENGTH, renderTemplate, templateValuesOf, writeScalar } from "./template.ts";

const values = {
  ...templateValuesOf({
    run: {
      id: "s1_0",
      scheduleId: "s1",
      scheduleName: "nightly",
      dueAt: new Date("2030-01-01T00:00:00Z"),
      fireAt: new Date("2030-01-01T00:00:01.500Z"),
      attempt: 2,
      lostAttempts: 0,
      policies: { attemptTimeout: 60_000 },
    },
    secrets: [],
  }),
  payload: JSON.parse(
    '{"a":{"b":"deep"},"list":["x",{"y":"z"}],"no":null,"own":{"__proto__":"mine"},"braces":"{{ run.id }}"}',
  ),
};

const render = (template: string) => renderTemplate(template, values, writeScalar);

describe("renderTemplate", () => {
  test.each([
    ["text without names stays as it is", "a {b} }} c", "a {b} }} c"],
    ["the due time is ISO 8601 in UTC", "{{ run.dueAt }}", "2030-01-01T00:00:00.000Z"],
    ["the fire time has milliseconds", "{{ run.fireAt }}", "2030-01-01T00:00:01.500Z"],
    ["several names in one text", "{{ run.id }}/{{ run.attempt }}", "s1_0/2"],
    ["blanks around a name do not matter", "{{schedule.id}} {{  schedule.name  }}", "s1 nightly"],
    ["a path goes into the payload", "{{ payload.a.b }}", "deep"],
    ["a number goes into a list", "{{ payload.list.0 }}{{ payload.list.1.y }}", "xz"],
    ["an own key may have any name", "{{ payload.own.__proto__ }}", "mine"],
    ["four braces write two", "{{{{ run.id }} and {{ run.attempt }}", "{{ run.id }} and 2"],
    ["a name is closed by the first two braces", '{"a":{"b":{{ run.attempt }}}}', '{"a":{"b":2}}'],
    ["two braces may stand before a name", "{{{{{{ run.id }}", "{{s1_0"],
    ["a value is not a template again", "{{ payload.braces }}", "{{ run.id }}"],
  ])("%s", (_, template, expected) => {
    expect(render(template)).toBe(expected);
  });

  test.each([
    ["an unknown name", "{{ run.name }}", "{{ run.name }} is not known; there is run.id, run.dueAt"],
    ["an empty name", "{{ }}", "is not known"],
    ["an unknown group", "{{ env.HOME }}", "{{ env.HOME }} is not known"],
    ["a missing key of the payload", "{{ payload.a.c }}", "{{ payload.a.c }} is not known"],
    ["an inherited name", "{{ payload.constructor }}", "is not known"],
    ["an inherited name of the root", "{{ constructor.name }}", "is not known"],
    ["the prototype", "{{ payload.a.__proto__ }}", "is not known"],
    ["the length of a list", "{{ payload.list.length }}", "is not known"],
    ["an index beyond the list", "{{ payload.list.7 }}", "is not known"],
    ["a letter of a text", "{{ payload.a.b.0 }}", "is not known"],
    ["logic", "{{ run.attempt + 1 }}", "is not known"],
    ["a name that is not closed", "a {{ run.id", "{{ is not closed by }}"],
    ["an object where text belongs", "{{ payload.a }}", "{{ payload.a }} is an object"],
    ["a list where text belongs", "{{ payload.list }}", "is a list"],
    ["null where text belongs", "{{ payload.no }}", "is null"],
  ])("refuses %s", (_, template, message) => {
    expect(() => render(template)).toThrow(message);
  });

  test("refuses to grow without bound", () => {
    const large = { payload: { a: "x".repeat(60_000) } };
    const template = "{{ payload.a }}".repeat(1_000);
    expect(() => renderTemplate(template, large, writeScalar)).toThrow(`longer than ${MAX_RENDERED_LENGTH}`);
  });
});
