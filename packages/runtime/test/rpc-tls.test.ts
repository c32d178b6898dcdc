import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectRuns, failureOf, startRunServer } from "./run-service-fixture.ts";

interface KeyPair {
  certificate: string;
  privateKey: string;
}

let folder: string;
let ca: KeyPair;
let server: KeyPair;
let client: KeyPair;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rpc-tls-"));
  ca = await makeKeyPair("ca");
  server = await makeKeyPair("localhost", "ca");
  client = await makeKeyPair("client", "ca");
});

afterAll(() => rm(folder, { recursive: true }));

/** A certificate of one day, signed by `issuer` or by itself. */
async function makeKeyPair(name: string, issuer?: string): Promise<KeyPair> {
  const [key, certificate] = [join(folder, `${name}.key`), join(folder, `${name}.pem`)];
  const extensions = join(folder, `${name}.cnf`);
  const isAuthority = issuer === undefined ? "TRUE" : "FALSE";
  await writeFile(
    extensions,
    `[req]\ndistinguished_name=dn\n[dn]\n[ext]\nbasicConstraints=CA:${isAuthority}\nsubjectAltName=DNS:${name}\n`,
  );
  const subject = ["-subj", `/CN=${name}`, "-config", extensions, "-extensions", "ext", "-days", "1"];
  const signer = issuer
    ? ["-CA", join(folder, `${issuer}.pem`), "-CAkey", join(folder, `${issuer}.key`)]
    : [];
  const newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-noenc"];
  const command = [
    "openssl",
    "req",
    "-x509",
    ...newKey,
    ...subject,
    ...signer,
    "-keyout",
    key,
    "-out",
    certificate,
  ];
  const { exitCode, stderr } = Bun.spawnSync(command);
  if (exitCode !== 0) throw new Error(`openssl: ${stderr.toString()}`);
  return { certificate: await readFile(certificate, "utf8"), privateKey: await readFile(key, "utf8") };
}

test("calls go over TLS to a server whose authority is known, and to no other", async () => {
  await using running = await startRunServer({}, { tls: server });
  using knowing = connectRuns(`localhost:${running.port}`, { tls: { ca: ca.certificate } });
  expect((await knowing.getRun({ id: "1" })).run?.id).toBe("1");
  using wrongAuthority = connectRuns(`localhost:${running.port}`, { tls: { ca: client.certificate } });
  expect(await failureOf(wrongAuthority.cancelRun({}))).toMatchObject({ code: "UNAVAILABLE" });
  using plain = connectRuns(`localhost:${running.port}`);
  expect(await failureOf(plain.cancelRun({}))).toMatchObject({ code: "UNAVAILABLE" });
});

test("a server with a client authority answers only clients that show a certificate of it", async () => {
  await using running = await startRunServer({}, { tls: { ...server, clientCa: ca.certificate } });
  using known = connectRuns(`localhost:${running.port}`, { tls: { ca: ca.certificate, ...client } });
  expect((await known.getRun({ id: "1" })).run?.id).toBe("1");
  using stranger = connectRuns(`localhost:${running.port}`, { tls: { ca: ca.certificate } });
  expect(await failureOf(stranger.cancelRun({}))).toMatchObject({ code: "UNAVAILABLE" });
});
