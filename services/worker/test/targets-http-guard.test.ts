import { describe, expect, test } from "bun:test";
import { createHarness, startHttpServer } from "./targets-fixtures.ts";

const REFUSED = {
  ok: false,
  retryable: false,
  message: expect.stringContaining("which targets may not reach unless the operator allows it"),
};

describe("without permission", () => {
  test.each(["127.0.0.1", "2130706433", "0x7f.1", "0177.0.0.1", "127.0.0.1.", "localhost"])(
    "%s is refused and no connection is made",
    async (host) => {
      const server = await startHttpServer((_, response) => response.end());
      const execute = createHarness({ allow: "" });
      expect(await execute({ url: `http://${host}:${server.port}/` })).toEqual(REFUSED);
      expect(server.connections()).toBe(0);
    },
  );
});

describe("a name that resolves differently each time", () => {
  test("is connected to the address that was checked", async () => {
    const server = await startHttpServer((_, response) => response.end("reached"));
    const asked: string[] = [];
    // the second answer would go nowhere: asking twice, to check and then to connect, would fail here
    const resolveHost = async (host: string) => {
      asked.push(host);
      return [{ address: asked.length === 1 ? "127.0.0.1" : "203.0.113.1", family: 4 }];
    };
    const execute = createHarness({ resolveHost });
    expect(await execute({ url: `http://rebind.example:${server.port}/` })).toMatchObject({
      ok: true,
      output: { excerpt: "reached" },
    });
    expect(asked).toEqual(["rebind.example"]);
  });

  test("is refused when a later answer is private, and no connection is made", async () => {
    const server = await startHttpServer((_, response) => {
      // so that the next request needs a new connection, and with it a new answer
      response.setHeader("connection", "close").end();
    });
    const answers = ["127.0.0.1", "127.9.9.9"];
    const resolveHost = async () => [{ address: answers.shift() ?? "", family: 4 }];
    const execute = createHarness({ allow: "127.0.0.1", resolveHost });
    const url = `http://rebind.example:${server.port}/`;
    expect(await execute({ url })).toMatchObject({ ok: true });
    expect(await execute({ url })).toEqual(REFUSED);
    expect(server.connections()).toBe(1);
  });

  test("is refused when one address of several is private", async () => {
    const resolveHost = async () => [
      { address: "203.0.114.1", family: 4 },
      { address: "::ffff:169.254.169.254", family: 6 },
    ];
    expect(await createHarness({ resolveHost })({ url: "http://mixed.example/" })).toEqual(REFUSED);
  });
});

describe("redirects", () => {
  test.each([301, 302, 303, 307, 308])("%d is followed for GET", async (status) => {
    const server = await startHttpServer((request, response) => {
      if (request.url === "/end") response.end(request.headers["x-key"]);
      else response.writeHead(status, { location: "/end" }).end();
    });
    const result = await createHarness()({ url: server.origin, headers: { "x-key": "k" } });
    expect(result).toMatchObject({ ok: true, output: { excerpt: "k" } });
  });

  test.each(["POST", "PUT", "PATCH", "DELETE"] as const)("are not followed for %s", async (method) => {
    const requests: unknown[] = [];
    const server = await startHttpServer((request, response) => {
      requests.push(request.url);
      response.writeHead(307, { location: "/end" }).end();
    });
    expect(await createHarness()({ url: server.origin, method })).toMatchObject({
      ok: false,
      retryable: false,
      output: { status: 307 },
    });
    expect(requests).toEqual(["/"]);
  });

  test("to a private address are refused", async () => {
    const inner = await startHttpServer((_, response) => response.end("secret"));
    const outer = await startHttpServer((_, response) => {
      response.writeHead(302, { location: `http://127.0.0.2:${inner.port}/` }).end();
    });
    const execute = createHarness({ allow: "127.0.0.1" });
    expect(await execute({ url: outer.origin })).toEqual(REFUSED);
    expect(inner.connections()).toBe(0);
  });

  test("to a name with a private address are refused", async () => {
    const outer = await startHttpServer((_, response) => {
      response.writeHead(302, { location: "http://metadata.example/" }).end();
    });
    const resolveHost = async () => [{ address: "169.254.169.254", family: 4 }];
    expect(await createHarness({ resolveHost })({ url: outer.origin })).toEqual(REFUSED);
  });

  test("to another origin do not take the definition's headers along", async () => {
    const other = await startHttpServer((request, response) => {
      const { authorization, "x-scheduler-attempt": attempt } = request.headers;
      response.end(JSON.stringify({ authorization, attempt }));
    });
    const server = await startHttpServer((_, response) => {
      response.writeHead(302, { location: other.origin.replace("//", "//user:password@") }).end();
    });
    const result = await createHarness()({ url: server.origin, headers: { authorization: "Bearer secret" } });
    expect(result.output?.excerpt).toBe('{"attempt":"1"}');
  });

  test("end after five", async () => {
    let requests = 0;
    const server = await startHttpServer((_, response) => {
      requests += 1;
      response.writeHead(302, { location: "/again" }).end();
    });
    expect(await createHarness()({ url: server.origin })).toEqual({
      ok: false,
      retryable: false,
      message: `${server.origin} redirects more than 5 times`,
    });
    expect(requests).toBe(6);
  });

  test.each(["file:///etc/passwd", "http://", "javascript:0"])("to %s fail for good", async (location) => {
    const server = await startHttpServer((_, response) => response.writeHead(302, { location }).end());
    expect(await createHarness()({ url: server.origin })).toMatchObject({
      ok: false,
      retryable: false,
      message: expect.stringContaining("redirects to something that is not an http or https URL"),
    });
  });
});
