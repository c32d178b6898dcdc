import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { checkFile } from "./src/check-file.ts";

const root = resolve(import.meta.dirname, "../..");
const sources = new Bun.Glob("{packages,services,apps,deploy,diagrams}/**/*.{ts,tsx}");
const isOurs = (file: string) => !/(^|\/)(node_modules|gen|generated|dist|\.next|\.turbo)\//.test(file);

const files = (await Array.fromAsync(sources.scan({ cwd: root }))).filter(isOurs).sort();
const violations = files.flatMap((file) => checkFile(file, readFileSync(join(root, file), "utf8")));

for (const { file, message } of violations) process.stderr.write(`${file}: ${message}\n`);
process.stdout.write(`checked the imports of ${files.length} files: ${violations.length} violations\n`);
process.exitCode = violations.length === 0 ? 0 : 1;
