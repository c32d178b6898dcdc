import { copyFileSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
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
  await buildImages(hasWeb, log);
  await buildTarget(folder);

  const overlay = await renderFolder(join(import.meta.dirname, "overlay"));
  const isWanted = ({ kind, name }: ManifestText) => hasWeb || !(kind === "Deployment" && name === WEB);
  const product = overlay.filter(isWanted).map(toKubernetes120);
  const images = join(folder, "images.tar");
  const names = [PAUSE_IMAGE, JOB_IMAGE, ...listImages(product)];
  await $`podman save --quiet --multi-image-archive --output ${images} ${[...new Set(names)]}`.quiet();
  log(`${names.length} images are packed`);
  writeResolverConfiguration(folder);
  return { folder, binaries, images, hasWeb, isShort, product, rendered: await renderAll() };
}

async function buildImages(hasWeb: boolean, log: (line: string) => void): Promise<void> {
  const names = hasWeb ? [...SERVICES, WEB] : SERVICES;
  if (!hasWeb) log("there is no apps/web: its image is left out");
  const environment = { ...process.env, CONTAINER_TOOL: "podman" };
  const build = await $`bun deploy/src/build-images.ts ${names}`.cwd(ROOT).env(environment).quiet().nothrow();
  for (const line of build.stdout.toString().trim().split("\n")) log(line);
  if (build.exitCode !== 0) throw new Error(build.stderr.toString());
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
