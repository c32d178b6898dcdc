import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createSupervisor } from "@repo/local-stack";
import { CliError } from "../call-failure.ts";

const BUILD_WITHIN_MS = 10 * 60_000;
const SHOWN_LINES = 20;

/** What the pages are made of. */
const SOURCES = [
  "bun.lockb",
  "apps/web/*.{json,ts,mjs}",
  "apps/web/src/**/*",
  "packages/{core,proto,runtime}/package.json",
  "packages/{core,proto,runtime}/{src,gen}/**/*.ts",
].map((pattern) => new Bun.Glob(pattern));
/** What the build itself writes among them: it would be made twice. */
const WRITTEN_BY_BUILD = "apps/web/next-env.d.ts";
/** Lies in the build, so that it goes with it. */
const STAMP = "apps/web/.next/built-from.sha256";

/**
 * Makes the production build of the web UI, unless the one that is there is made of the same sources.
 *
 * @param log takes the output of the build
 * @throws CliError when it cannot be built
 */
export async function buildWeb(options: {
  root: string;
  signal: AbortSignal;
  log: (line: string) => void;
}): Promise<void> {
  const { root, signal, log } = options;
  const stamp = join(root, STAMP);
  const sources = await hashSources(root);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === sources) return;
  const supervisor = createSupervisor();
  signal.addEventListener("abort", () => void supervisor.stopAll(0), { once: true });
  const output: string[] = [];
  const build = await supervisor.start({
    name: "web-build",
    command: [process.execPath, "run", "--cwd", "apps/web", "build"],
    workingDirectory: root,
    onLine: (line) => {
      output.push(line);
      log(line);
    },
  });
  const { code } = await build.waitForExit(BUILD_WITHIN_MS);
  if (signal.aborted) return;
  if (code !== 0) throw new CliError(`the web UI cannot be built:\n${output.slice(-SHOWN_LINES).join("\n")}`);
  writeFileSync(stamp, sources);
}

async function hashSources(root: string): Promise<string> {
  const files = await Promise.all(SOURCES.map((glob) => Array.fromAsync(glob.scan({ cwd: root }))));
  const hash = createHash("sha256");
  for (const file of files.flat().toSorted()) {
    if (file.includes(".test.") || file === WRITTEN_BY_BUILD) continue;
    hash.update(`${file}\0`).update(readFileSync(join(root, file)));
  }
  return hash.digest("hex");
}
