import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { $ } from "bun";
import { type BuildOptions, buildArgumentsOf, IMAGES, imageReferenceOf } from "./images.ts";

// Builds all images, or those that are named: bun run images [--registry localhost] [--tag dev] [worker web …]
// CONTAINER_TOOL chooses between docker and podman where both are there.

const root = resolve(import.meta.dirname, "../..");
const { values, positionals } = parseArgs({
  options: {
    registry: { type: "string", default: "localhost" },
    tag: { type: "string", default: "dev" },
  },
  allowPositionals: true,
});

const write = (line: string) => void process.stdout.write(`${line}\n`);
const fail = (message: string): never => {
  process.stderr.write(`${message}\n`);
  process.exit(1);
};

/** A docker without its daemon is as good as none. */
async function findTool(): Promise<string> {
  for (const name of ["docker", "podman"]) {
    if (Bun.which(name) && (await $`${name} info`.quiet().nothrow()).exitCode === 0) return name;
  }
  return fail("images are built with docker or podman: install one of them, or start docker");
}

const tool = process.env.CONTAINER_TOOL ?? (await findTool());
const unknown = positionals.find((name) => !IMAGES.some((image) => image.name === name));
if (unknown !== undefined) {
  fail(`there is no image "${unknown}"; the images are: ${IMAGES.map(({ name }) => name).join(", ")}`);
}
const images = IMAGES.filter(({ name }) => positionals.length === 0 || positionals.includes(name));

const revision = existsSync(join(root, ".git"))
  ? (await $`git rev-parse HEAD`.cwd(root).text()).trim()
  : "unknown";
const options: BuildOptions = { registry: values.registry, tag: values.tag, revision };

for (const image of images) {
  const reference = imageReferenceOf(image, options);
  const since = performance.now();
  const result = await $`${tool} ${buildArgumentsOf(image, options)}`.cwd(root).quiet().nothrow();
  if (result.exitCode !== 0) fail(`${result.stdout}${result.stderr}\n${reference} was not built`);
  const bytes = Number(await $`${tool} image inspect --format ${"{{.Size}}"} ${reference}`.text());
  const seconds = ((performance.now() - since) / 1000).toFixed(1);
  write(`${reference}  ${(bytes / 1e6).toFixed(0)} MB  in ${seconds} s`);
}
