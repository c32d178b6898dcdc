import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { locatePostgresBinaries } from "@repo/local-stack";
import { $ } from "bun";
import { NODE_ADDRESS, PAUSE_IMAGE } from "./lab/layout.ts";
import { listImages, type ManifestText } from "./manifests/manifest-text.ts";
import { renderAll, renderFolder } from "./manifests/render.ts";
import { toKubernetes120 } from "./manifests/to-kubernetes-1-20.ts";
import type { Plan } from "./plan.ts";
import { NAMESPACE } from "./stage.ts";
import { JOB_IMAGE } from "./steps/try-targets.ts";

const ROOT = resolve(import.meta.dirname, "../../../..");
const SERVICES = ["migration", "master-cron-job", "schedule-microservice", "user-microservice", "worker"];
const WEB = "web";
const TARGET_IMAGE = "localhost/distributed-scheduler/cluster-test-target:dev";

export interface PrepareOptions {
  folder: string;
  binaries: string;
  isShort: boolean;
  log: (line: string) => void;
}

/** Builds the images, renders the manifests, and lays both where the cluster finds them. */
export async function prepare({ folder, binaries, isShort, log }: PrepareOptions): Promise<Plan> {
  const hasWeb = existsSync(join(ROOT, "apps/web/package.json"));
  await $`bun deploy/src/make-secrets.ts`.cwd(ROOT).quiet();
  const overlay = await renderFolder(join(import.meta.dirname, "overlay"));
  const isWanted = ({ kind, name }: ManifestText) => hasWeb || !(kind === "Deployment" && name === WEB);
  const product = overlay.filter(isWanted).map(toKubernetes120);
  await getPublicImages([...listBaseImages(), ...listImages(product)], log);
  await buildImages(hasWeb, log);
  await buildTarget(folder);
  const images = join(folder, "images.tar");
  const names = [PAUSE_IMAGE, JOB_IMAGE, ...listImages(product)];
  await $`podman save --quiet --multi-image-archive --output ${images} ${[...new Set(names)]}`.quiet();
  log(`${names.length} images are packed`);
  writeResolverConfiguration(folder);
  return { folder, binaries, images, hasWeb, isShort, product, rendered: await renderAll() };
}

/** Pulls what is not there yet, or makes a stand-in where no registry is reachable. */
async function getPublicImages(images: readonly string[], log: (line: string) => void): Promise<void> {
  const script = join(import.meta.dirname, "lab/stand-in-images.sh");
  const environment = { ...process.env, POSTGRES_FILES: locatePostgresBinaries(undefined, "") };
  const wanted = [PAUSE_IMAGE, ...new Set(images)];
  for await (const line of $`sh ${script} ${wanted}`.env(environment).lines()) if (line !== "") log(line);
}

/** What the Dockerfiles begin with. */
function listBaseImages(): string[] {
  const files = new Bun.Glob("*.Dockerfile").scanSync({ cwd: join(ROOT, "deploy/images"), absolute: true });
  const lines = [...files].flatMap((file) => readFileSync(file, "utf8").split("\n"));
  // stages have no registry in their name
  return lines.flatMap((line) => line.match(/^FROM (\S+\/\S+)/)?.[1] ?? []);
}

async function buildImages(hasWeb: boolean, log: (line: string) => void): Promise<void> {
  const names = hasWeb ? [...SERVICES, WEB] : SERVICES;
  if (!hasWeb) log("there is no apps/web: its image is left out");
  const environment = { ...process.env, CONTAINER_TOOL: "podman" };
  const lines = $`bun deploy/src/build-images.ts ${names}`.cwd(ROOT).env(environment).lines();
  for await (const line of lines) if (line !== "") log(line);
}

async function buildTarget(folder: string): Promise<void> {
  const source = join(import.meta.dirname, "target");
  const context = join(folder, "target");
  mkdirSync(context);
  copyFileSync(join(source, "Dockerfile"), join(context, "Dockerfile"));
  await $`bun build --compile --outfile ${join(context, "target")} ${join(source, "main.ts")}`.quiet();
  await $`podman build --quiet --pull=never --tag ${TARGET_IMAGE} ${context}`.quiet();
}

function writeResolverConfiguration(folder: string): void {
  const search = [`${NAMESPACE}.svc.cluster.local`, "svc.cluster.local", "cluster.local"].join(" ");
  writeFileSync(
    join(folder, "resolv.conf"),
    `nameserver ${NODE_ADDRESS}\nsearch ${search}\noptions ndots:5\n`,
  );
}
