import { describe, expect, test } from "bun:test";
import type { IncomingHttpHeaders } from "node:http";
import { createHarness, startHttpServer } from "./targets-fixtures.ts";

const VALUE = 's3cr3t "välue" & more';
const SECRET = { name: "API_KEY", hosts: ["127.0.0.1"], value: VALUE };

/** Answers with everything it was sent, in several encodings. */
async function startEcho() {
  const requests: { headers: IncomingHttpHeaders; body: string }[] = [];
  const server = await startHttpServer(async (request, response) => {
    const body = (await Array.fromAsync(request)).join("");
    requests.push({ headers: request.headers, body });
    const key = request.headers["x-key"];
    response.end(
      `${key} ${JSON.stringify(key)} ${encodeURIComponent(String(key))} ${btoa(String(key))} ${body}`,
    );
  });
  return { ...server, requests };
}

describe("a secret", () => {
  test("reaches the target in a header, the body and the payload, and comes back masked", async () => {
    const echo = await startEcho();
    const secrets = [{ ...SECRET, value: "correct-horse-battery" }];
    const execute = createHarness({ secrets });
    const result = await execute(
      {
        url: echo.origin,
        method: "POST",
        headers: { "x-key": "{{ secrets.API_KEY }}" },
        body: '{"key": "{{ secrets.API_KEY }}", "from": "{{ payload.key }}"}',
      },
      { payload: { key: "payload {{ secrets.API_KEY }}" } },
    );
    expect(echo.requests[0]?.headers["x-key"]).toBe("correct-horse-battery");
    expect(JSON.parse(echo.requests[0]?.body ?? "")).toEqual({
      key: "correct-horse-battery",
      from: "payload correct-horse-battery",
    });
    expect(result.ok).toBe(true);
    expect(JSON.stringify(result)).not.toContain("correct-horse");
    expect(result.output?.excerpt).toBe(
      '[secret] "[secret]" [secret] [secret] {"key": "[secret]", "from": "payload [secret]"}',
    );
  });

  test("is masked where its characters were escaped", async () => {
    const echo = await startEcho();
    const execute = createHarness({ secrets: [SECRET] });
    const result = await execute(
      { url: echo.origin, method: "POST" },
      { payload: { a: "{{ secrets.API_KEY }}" } },
    );
    expect(JSON.parse(echo.requests[0]?.body ?? "")).toEqual({ a: VALUE });
    expect(result.output?.excerpt).toContain('{"a":"[secret]"}');
  });

  test("that the excerpt cuts in half is masked too", async () => {
    const value = "abcdefghijklmnopqrstuvwxyz";
    const server = await startHttpServer((_, response) => response.end("x".repeat(4_090) + value));
    const execute = createHarness({ secrets: [{ ...SECRET, value }] });
    const result = await execute({ url: server.origin, headers: { "x-key": "{{ secrets.API_KEY }}" } });
    expect(result.output?.excerpt).toEndWith("xx[secret]");
  });

  test.each([
    [
      "another host than it is for",
      { hosts: ["api.example"] },
      "may not be sent to 127.0.0.1, only to api.example",
    ],
    ["a host whose name only ends like it", { hosts: ["27.0.0.1"] }, "may not be sent to 127.0.0.1"],
  ])("is not sent to %s", async (_, change, message) => {
    const echo = await startEcho();
    const execute = createHarness({ secrets: [{ ...SECRET, ...change }] });
    const result = await execute({ url: echo.origin, headers: { "x-key": "{{ secrets.API_KEY }}" } });
    expect(result).toMatchObject({ ok: false, retryable: false, message: expect.stringContaining(message) });
    expect(echo.requests).toEqual([]);
  });

  test("does not go along to where a redirect leads", async () => {
    const other = await startEcho();
    const server = await startHttpServer((_, response) =>
      response.writeHead(302, { location: `http://localhost:${other.port}/` }).end(),
    );
    const execute = createHarness({
      allow: "127.0.0.0/8,::1,localhost",
      secrets: [{ ...SECRET, value: "long-enough" }],
    });
    await execute({ url: server.origin, headers: { "x-key": "{{ secrets.API_KEY }}" } });
    expect(other.requests[0]?.headers["x-key"]).toBeUndefined();
  });

  test.each([
    [
      "that does not exist",
      { headers: { "x-key": "{{ secrets.NONE }}" } },
      'there is no secret named "NONE"',
    ],
    ["in the url", { url: "/?key={{ secrets.API_KEY }}" }, "a secret cannot be used in the url"],
  ])("%s fails the attempt for good", async (_, definition, message) => {
    const echo = await startEcho();
    const execute = createHarness({ secrets: [SECRET] });
    const url = `${echo.origin}${"url" in definition ? definition.url : ""}`;
    expect(await execute({ ...definition, url })).toMatchObject({
      ok: false,
      retryable: false,
      message: expect.stringContaining(message),
    });
    expect(echo.requests).toEqual([]);
  });
});
