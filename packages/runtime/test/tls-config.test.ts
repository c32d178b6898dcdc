import { describe, expect, test } from "bun:test";
import { createDevelopmentCertificates } from "@repo/local-stack";
import { clientTlsOf, serverTlsOf } from "../src/auth/index.ts";
import type { RpcClientOptions } from "../src/rpc/client/index.ts";
import { connectRuns, failureOf, startRunServer } from "./run-service-fixture.ts";

const ours = await createDevelopmentCertificates(["127.0.0.1", "localhost"], new Date());
const theirs = await createDevelopmentCertificates(["localhost"], new Date());
const elsewhere = await createDevelopmentCertificates(["scheduler.example"], new Date());

const pair = ({ certificate, privateKey }: typeof ours.server) => ({
  TLS_CERTIFICATE: certificate,
  TLS_PRIVATE_KEY: privateKey,
});

async function call(address: string, tls: RpcClientOptions["tls"]): Promise<string> {
  using client = connectRuns(address, { tls, deadlineMs: 3_000 });
  const failure = await failureOf(client.cancelRun({}).then(() => Promise.reject(new Error("OK"))));
  return failure instanceof Error && "code" in failure ? String(failure.code) : "OK";
}

describe("over TLS", () => {
  test.each([
    ["a client that trusts the authority", { TLS_CA: ours.ca }, "OK"],
    ["a client that trusts another authority", { TLS_CA: theirs.ca }, "UNAVAILABLE"],
    ["a client without TLS", {}, "UNAVAILABLE"],
  ])("%s", async (_, config, expected) => {
    await using server = await startRunServer({}, { tls: serverTlsOf(pair(ours.server)) });
    expect(await call(`localhost:${server.port}`, clientTlsOf(config))).toBe(expected);
  });

  test("a server under another name than its certificate's is not called", async () => {
    await using server = await startRunServer({}, { tls: serverTlsOf(pair(elsewhere.server)) });
    expect(await call(`localhost:${server.port}`, clientTlsOf({ TLS_CA: elsewhere.ca }))).toBe("UNAVAILABLE");
  });
});

describe("over mutual TLS", () => {
  test.each([
    ["a client with a certificate of the authority", { TLS_CA: ours.ca, ...pair(ours.client) }, "OK"],
    ["a client without a certificate", { TLS_CA: ours.ca }, "UNAVAILABLE"],
    [
      "a client with a certificate of another authority",
      { TLS_CA: ours.ca, ...pair(theirs.client) },
      "UNAVAILABLE",
    ],
  ])("%s", async (_, config, expected) => {
    const tls = serverTlsOf({ ...pair(ours.server), TLS_CLIENT_CA: ours.ca });
    await using server = await startRunServer({}, { tls });
    expect(await call(`localhost:${server.port}`, clientTlsOf(config))).toBe(expected);
  });
});

test.each([
  ["a certificate without its key", () => serverTlsOf({ TLS_CERTIFICATE: "x" })],
  ["an authority of clients alone", () => serverTlsOf({ TLS_CLIENT_CA: "x" })],
  ["a client's key without its certificate", () => clientTlsOf({ TLS_CA: "x", TLS_PRIVATE_KEY: "x" })],
  ["a client's certificate without the authority", () => clientTlsOf(pair(ours.client))],
])("a half configuration is refused: %s", (_, read) => {
  expect(read).toThrow(/^set /);
});
