import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import { readDocComments } from "./doc-comments.ts";
import { describeSetting, type Setting } from "./setting.ts";

const ROOT = resolve(import.meta.dirname, "../..");
/** Where a process describes its environment: a zod object called Config. */
const CONFIGS = ["services/*/src/config.ts", "apps/*/src/server/settings.ts"];
/** Settings that processes share. */
const SHARED = ["packages/runtime/src/process-config.ts", "packages/runtime/src/auth/tls-config.ts"];

const Module = z.object({ Config: z.instanceof(z.ZodObject) });

/**
 * The settings of every process, by its name, from the schemas that they read them with.
 *
 * @throws naming the settings that no doc comment explains
 */
export async function readSettings(): Promise<Map<string, Setting[]>> {
  const shared = SHARED.map((file) => commentsOf(file));
  const files = CONFIGS.flatMap((pattern) => [...new Bun.Glob(pattern).scanSync({ cwd: ROOT })].sort());
  const settings = new Map<string, Setting[]>();
  for (const file of files) {
    const process = file.split("/")[1] ?? file;
    const { Config } = Module.parse(await import(join(ROOT, file)));
    const comments = [commentsOf(file), ...shared];
    const described = Object.entries(Config.shape)
      // for tests of crashes
      .filter(([name]) => name !== "CRASH_POINT")
      .map(([name, schema]) => {
        const meaning = comments.map((known) => known.get(name)).find((text) => text !== undefined);
        if (meaning === undefined)
          throw new Error(`${file}: ${name} has no doc comment that says what it is`);
        return describeSetting(name, schema, meaning);
      });
    settings.set(process, described);
  }
  return settings;
}

function commentsOf(file: string): Map<string, string> {
  return readDocComments(readFileSync(join(ROOT, file), "utf8"));
}
