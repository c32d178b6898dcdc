import { beforeAll, expect, test } from "bun:test";
import { createServer } from "node:https";
import tls from "node:tls";
import { createHarness, listen, tellNotToCheckCertificates } from "./targets-fixtures.ts";
import { trusted, untrusted } from "./targets-tls-certificates.ts";

const resolveHost = async () => [{ address: "127.0.0.1", family: 4 }];

async function startHttpsServer(certificate: { cert: string; key: string }) {
  const names: unknown[] = [];
  const server = createServer(certificate, (request, response) => {
    names.push("servername" in request.socket && request.socket.servername);
    response.end();
  });
  return { ...(await listen(server)), names };
}

beforeAll(() => {
  // for the rest of the process: this cannot be taken back
  tls.setDefaultCACertificates([...tls.getCACertificates("default"), trusted.cert]);
});

test("the name of the url is asked for and checked, although the address is pinned", async () => {
  const server = await startHttpsServer(trusted);
  const execute = createHarness({ resolveHost });
  expect(await execute({ url: `https://name.example:${server.port}/` })).toMatchObject({ ok: true });
  expect(server.names).toEqual(["name.example"]);

  const other = await execute({ url: `https://other.example:${server.port}/` });
  expect(other).toMatchObject({ ok: false, retryable: true });
  expect(other.message).toContain("has a certificate for another host name");
  expect(server.names).toHaveLength(1);
});

test("a certificate that nobody vouches for is refused, whatever the environment says", async () => {
  tellNotToCheckCertificates();
  const server = await startHttpsServer(untrusted);
  const result = await createHarness({ resolveHost })({ url: `https://name.example:${server.port}/` });
  expect(result).toMatchObject({ ok: false, retryable: true });
  expect(result.message).toContain("has a certificate that is not trusted");
  expect(server.names).toEqual([]);
});
