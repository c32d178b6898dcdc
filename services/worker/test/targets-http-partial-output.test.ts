import { expect, test } from "bun:test";
import type { ServerResponse } from "node:http";
import type { Output } from "@repo/core";
import { createHarness, startHttpServer } from "./targets-fixtures.ts";

/** A server whose answers the test writes, and what is reported of them. */
async function startSlowServer() {
  const answers = Promise.withResolvers<ServerResponse>();
  const server = await startHttpServer((_, response) => answers.resolve(response));
  const reports: Output[] = [];
  let isNext = Promise.withResolvers<Output>();
  return {
    origin: server.origin,
    answer: answers.promise,
    reports,
    report(output: Output) {
      reports.push(output);
      isNext.resolve(output);
      isNext = Promise.withResolvers();
    },
    next: () => isNext.promise,
  };
}

test("an answer that takes long is told about while it is read", async () => {
  const { origin, answer, report, next, reports } = await startSlowServer();
  const result = createHarness()({ url: origin }, { report });
  const response = await answer;
  response.writeHead(200, { "content-type": "text/plain" });
  // the status is known before anything of the body is
  response.flushHeaders();
  expect(await next()).toEqual({ status: 200, contentType: "text/plain", excerpt: "", truncated: false });
  response.write("one\n");
  expect(await next()).toMatchObject({ excerpt: "one\n" });
  response.end("two\n");
  expect(await result).toMatchObject({ ok: true, output: { excerpt: "one\ntwo\n" } });
  expect(reports).not.toContainEqual(expect.objectContaining({ excerpt: "one\ntwo\n" }));
});

test("a secret is masked in it, also one that has come in part", async () => {
  const { origin, answer, report, next } = await startSlowServer();
  const secrets = [{ name: "KEY", hosts: ["127.0.0.1"], value: "correct-horse-battery" }];
  const execute = createHarness({ secrets });
  const result = execute({ url: origin, headers: { "x-key": "{{ secrets.KEY }}" } }, { report });
  const response = await answer;
  response.write("you sent correct-horse-battery; again: correct-horse-b");
  expect((await next()).excerpt).toBe("you sent [secret]; again: [secret]");
  response.end("attery");
  expect((await result).output?.excerpt).toBe("you sent [secret]; again: [secret]");
});

test("an answer that is there at once is not", async () => {
  const { origin, report, reports, answer } = await startSlowServer();
  const result = createHarness()({ url: origin }, { report });
  (await answer).end("done");
  expect(await result).toMatchObject({ ok: true });
  expect(reports).toEqual([]);
});
