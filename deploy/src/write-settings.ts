import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readSettings } from "./read-settings.ts";
import { replaceSettingsTable, writeSettingsTable } from "./settings-table.ts";

// Writes the table of settings into deploy/README.md; with --check it only looks whether that would change it.

const page = join(import.meta.dirname, "../README.md");
const written = readFileSync(page, "utf8");
const settings = await readSettings();
const fresh = replaceSettingsTable(written, writeSettingsTable(settings));

if (!process.argv.includes("--check")) {
  writeFileSync(page, fresh);
} else if (fresh !== written) {
  process.stderr.write("deploy/README.md does not show the settings as they are: run bun run settings\n");
  process.exitCode = 1;
}
const count = [...settings.values()].flat().length;
process.stdout.write(`${count} settings of ${settings.size} processes\n`);
