import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { newLocalSecrets } from "./local-secrets.ts";

// Makes the secrets of the local overlay and of compose.yaml, once: what is there stays as it is, because databases
// remember the passwords they were made with.

const folder = join(import.meta.dirname, "../components/local-secrets/files");
mkdirSync(folder, { recursive: true, mode: 0o755 });

const month = new Date(Date.now()).toISOString().slice(0, 7);
const secrets = Object.entries(newLocalSecrets(month));
const present = secrets.filter(([name]) => existsSync(join(folder, name)));
if (present.length > 0 && present.length < secrets.length) {
  const missing = secrets.filter(([name]) => !existsSync(join(folder, name))).map(([name]) => name);
  process.stderr.write(`${folder} lacks ${missing.join(", ")}: restore them, or remove the folder\n`);
  process.exit(1);
}
if (present.length === 0) {
  // for all to read: containers run as users of their own. The folder is on this machine and not in git
  for (const [name, value] of secrets) writeFileSync(join(folder, name), value, { mode: 0o644 });
}
const shown = relative(process.cwd(), folder) || ".";
process.stdout.write(
  `${present.length === 0 ? "made" : "kept"} ${secrets.length} secrets in ${shown}\n` +
    `sign in as admin with the password in ${join(shown, "admin-password")}\n`,
);
