import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { newEncryptionKey, newServiceKeys } from "@repo/runtime/auth";
import { z } from "zod";
import { CliError } from "../call-failure.ts";

const FILE = "credentials.json";

const Credentials = z.object({
  adminPassword: z.string(),
  secretsKeys: z.string(),
  servicePrivateKey: z.string(),
  servicePublicKey: z.string(),
});

/** The keys and the first password of a system on this machine. */
export type Credentials = z.output<typeof Credentials>;

/** Reads the credentials of a data folder, or makes them at its first use. Only the owner of the file can read it. */
export function prepareCredentials(dataDir: string): { credentials: Credentials; areNew: boolean } {
  const file = join(dataDir, FILE);
  if (existsSync(file)) return { credentials: readCredentials(file), areNew: false };
  const { privateKey, publicKey } = newServiceKeys();
  const credentials: Credentials = {
    adminPassword: randomBytes(15).toString("base64url"),
    secretsKeys: newEncryptionKey("dev"),
    servicePrivateKey: privateKey,
    servicePublicKey: publicKey,
  };
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(file, `${JSON.stringify(credentials, undefined, 2)}\n`, { mode: 0o600 });
  return { credentials, areNew: true };
}

function readCredentials(file: string): Credentials {
  try {
    return Credentials.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    throw new CliError(`${file} cannot be read: restore it, or remove the whole data folder to begin again`);
  }
}
