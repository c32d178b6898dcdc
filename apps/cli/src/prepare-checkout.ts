import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";

// What a fresh checkout needs before anything of it can be imported: dependencies and generated code. So this
// program imports nothing but Node's own modules. When nothing is to be done it takes some 50 ms and says nothing.

const root = resolve(import.meta.dirname, "../../..");
const GENERATED = resolve(root, "packages/db/src/generated/client.ts");
const GENERATED_FROM = [
  "bun.lockb",
  "packages/db/prisma/schema.prisma",
  "packages/db/prisma.config.ts",
  "packages/db/package.json",
];
const STAMP = resolve(root, ".data/cache/generated-from.sha256");

/** Runs a command without its output, which is shown when it fails. The step is named if the user has to wait for it. */
function runStep(name: string, command: readonly string[]): void {
  const [program = "", ...args] = command;
  const since = performance.now();
  if (process.stdout.isTTY) process.stdout.write(`  ${name} …`);
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  if (process.stdout.isTTY) process.stdout.write("\r\x1b[2K");
  if (status !== 0) {
    process.stderr.write(`${name} failed: ${command.slice(1).join(" ")}\n${stdout}${stderr}`);
    process.exit(1);
  }
  const tookMs = performance.now() - since;
  if (tookMs > 1_000) process.stdout.write(`  ${name}: ${(tookMs / 1_000).toFixed(1)} s\n`);
}

function checkBunVersion(): void {
  const { packageManager } = JSON.parse(readFileSync(resolve(root, "package.json"), "utf8"));
  const wanted = String(packageManager).replace("bun@", "");
  if (Bun.semver.order(Bun.version, wanted) >= 0) return;
  process.stderr.write(
    `This needs Bun ${wanted} or later, and this is Bun ${Bun.version}: run \`npx -y bun@${wanted} run dev\`.\n`,
  );
  process.exit(1);
}

function generateIfChanged(): void {
  const hash = createHash("sha256");
  for (const file of GENERATED_FROM) hash.update(readFileSync(resolve(root, file)));
  const stamp = hash.digest("hex");
  if (existsSync(GENERATED) && existsSync(STAMP) && readFileSync(STAMP, "utf8") === stamp) return;
  runStep("Generating the database client", [process.execPath, "run", "generate"]);
  mkdirSync(dirname(STAMP), { recursive: true });
  writeFileSync(STAMP, stamp);
}

checkBunVersion();
runStep("Installing dependencies", [process.execPath, "install", "--frozen-lockfile"]);
generateIfChanged();
