import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { createDevelopmentCertificates } from "./certificates.ts";

// bun run certificates [folder] [host …]: certificates for TLS and mutual TLS on one machine.

const [folder = ".data/certificates", ...given] = process.argv.slice(2);
const hosts = given.length > 0 ? given : ["localhost", "127.0.0.1", "::1"];
const { ca, server, client } = await createDevelopmentCertificates(hosts, new Date());

const path = resolve(folder);
mkdirSync(path, { recursive: true, mode: 0o700 });
const write = (name: string, text: string) => {
  const file = join(path, name);
  writeFileSync(file, text, { mode: 0o600 });
  return file;
};
const files = {
  ca: write("ca.pem", ca),
  serverCertificate: write("server.pem", server.certificate),
  serverKey: write("server.key", server.privateKey),
  clientCertificate: write("client.pem", client.certificate),
  clientKey: write("client.key", client.privateKey),
};
process.stdout.write(`Certificates for ${hosts.join(", ")}, for development only.

Servers:
  TLS_CERTIFICATE_FILE=${files.serverCertificate}
  TLS_PRIVATE_KEY_FILE=${files.serverKey}
  TLS_CLIENT_CA_FILE=${files.ca}        # mutual TLS: only clients with a certificate

Clients:
  TLS_CA_FILE=${files.ca}
  TLS_CERTIFICATE_FILE=${files.clientCertificate}   # mutual TLS
  TLS_PRIVATE_KEY_FILE=${files.clientKey}
`);
