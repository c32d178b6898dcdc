import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { $ } from "bun";

// Lints the .proto files and proves that the committed code is what they generate.

const here = import.meta.dirname;
const proto = resolve(here, "../../proto");
const fresh = mkdtempSync(join(tmpdir(), "generated-"));

async function filesOf(folder: string): Promise<Map<string, string>> {
  const names = await Array.fromAsync(new Bun.Glob("**/*.ts").scan({ cwd: folder }));
  return new Map(names.map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}

try {
  await $`bunx buf lint ${proto}`.cwd(here);
  await $`bunx buf generate ${proto} --template ${join(proto, "buf.gen.yaml")} --output ${fresh}`.cwd(here);
  const [committed, generated] = await Promise.all([filesOf(join(here, "gen")), filesOf(join(fresh, "gen"))]);
  const names = new Set([...committed.keys(), ...generated.keys()]);
  const stale = [...names].filter((name) => committed.get(name) !== generated.get(name)).sort();
  for (const name of stale) {
    process.stderr.write(
      `packages/proto/gen/${name} is not what proto/ generates: run bun run generate:proto\n`,
    );
  }
  process.stdout.write(`compared ${names.size} generated files: ${stale.length} stale\n`);
  process.exitCode = stale.length === 0 ? 0 : 1;
} finally {
  rmSync(fresh, { recursive: true, force: true });
}
