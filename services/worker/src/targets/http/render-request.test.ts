import { describe, expect, test } from "bun:test";
import { HttpTarget, type Payload } from "@repo/core";
import { renderRequest } from "./render-request.ts";

const run = {
  id: "s1_0",
  scheduleId: "s1",
  scheduleName: "näch tly",
  dueAt: new Date("2030-01-01T00:00:00Z"),
  fireAt: new Date("2030-01-01T00:00:00Z"),
  attempt: 1,
  lostAttempts: 0,
  policies: { attemptTimeout: 60_000 },
};

function render(target: object, payload?: Payload) {
  const definition = HttpTarget.parse({ type: "http", url: "https://example.com/", ...target });
  const request = renderRequest(definition, {
    run,
    payload,
    secrets: [],
    signal: new AbortController().signal,
    report: () => undefined,
  });
  return { ...request, text: request.body && new TextDecoder().decode(request.body) };
}

describe("the url", () => {
  test.each([
    ["a path segment", "/runs/{{ run.id }}", "/runs/s1_0"],
    ["a query value", "/?at={{ run.dueAt }}", "/?at=2030-01-01T00%3A00%3A00.000Z"],
    ["what would add a parameter", "/?a={{ payload.evil }}", "/?a=1%26b%3D2%2F..%23%3F"],
    ["letters beyond ASCII", "/{{ schedule.name }}", "/n%C3%A4ch%20tly"],
    ["a percent sign", "/{{ payload.percent }}", "/%252e%252e"],
  ])("encodes %s", (_, path, expected) => {
    const url = `https://example.com${path}`;
    const { href } = render({ url }, { evil: "1&b=2/..#?", percent: "%2e%2e" }).url;
    expect(href).toBe(`https://example.com${expected}`);
  });

  test.each([
    ["..", "/a/b/{{ payload.value }}/c"],
    [".", "/a/{{ payload.value }}/c"],
    [".", "/a/.{{ payload.value }}/c"],
  ])("refuses the value %p in %p, which climbs the path", (value, path) => {
    const url = `https://example.com${path}`;
    expect(() => render({ url }, { value })).toThrow("changes its host or its path");
  });
});

describe("the headers", () => {
  test("identify the attempt and cannot be overridden", () => {
    const { ownHeaders, identityHeaders } = render({ headers: { "X-Tenant": "t-{{ schedule.id }}" } });
    expect(ownHeaders).toEqual({ "x-tenant": "t-s1" });
    expect(identityHeaders).toEqual({
      "idempotency-key": "s1_0",
      "x-scheduler-run-id": "s1_0",
      "x-scheduler-schedule-id": "s1",
      "x-scheduler-due-at": "2030-01-01T00:00:00.000Z",
      "x-scheduler-attempt": "1",
    });
  });

  test.each([
    ["a carriage return", "a\r\nx-admin: true"],
    ["a line feed", "a\nx-admin: true"],
    ["a NUL", "a\0"],
    ["a character beyond Latin-1", "→"],
  ])("refuse a value with %s", (_, value) => {
    const headers = { "x-value": "{{ payload.value }}" };
    expect(() => render({ headers }, { value })).toThrow("the header x-value would contain a line break");
  });

  test.each(["Host", "content-length", "Transfer-Encoding", "connection"])(
    "leave %s to the worker",
    (name) => {
      expect(() => render({ headers: { [name]: "1" } })).toThrow(`the header ${name} is set by the worker`);
    },
  );
});

describe("the body", () => {
  const payload = { a: 'x"&y' };
  test.each([
    ["is the payload when there is no other", {}, '{"a":"x\\"&y"}', "application/json"],
    ["is JSON without a content type", { body: '["{{ payload.a }}"]' }, '["x\\"&y"]', "application/json"],
    [
      "is JSON when the content type ends in +json",
      { body: "{{ payload.a }}", headers: { "Content-Type": "application/problem+json; charset=utf-8" } },
      '"x\\"&y"',
      "application/problem+json; charset=utf-8",
    ],
    [
      "is percent-encoded in a form",
      { body: "a={{ payload.a }}", headers: { "content-type": "application/x-www-form-urlencoded" } },
      "a=x%22%26y",
      "application/x-www-form-urlencoded",
    ],
    [
      "takes values as they are in other types",
      { body: "a={{ payload.a }}", headers: { "content-type": "text/plain" } },
      'a=x"&y',
      "text/plain",
    ],
    ["is empty for GET", { method: "GET" }, undefined, undefined],
    ["is empty for DELETE", { method: "DELETE" }, undefined, undefined],
    ["is sent with GET when it is written", { method: "GET", body: "1" }, "1", "application/json"],
  ])("%s", (_, target, text, contentType) => {
    const request = render(target, payload);
    expect(request.text).toBe(text);
    expect(request.ownHeaders["content-type"]).toBe(contentType);
  });

  test("is empty without a payload", () => {
    expect(render({}).body).toBeUndefined();
  });
});
