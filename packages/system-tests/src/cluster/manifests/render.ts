import { mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { $ } from "bun";
import { type ManifestText, splitManifests } from "./manifest-text.ts";

const DEPLOY = resolve(import.meta.dirname, "../../../../../deploy");

/** What a folder with a kustomization.yaml comes to. */
export async function renderFolder(folder: string): Promise<ManifestText[]> {
  return splitManifests(await $`kubectl kustomize ${folder}`.quiet().text());
}

/** Everything that deploy/ ships: the base alone, each component on it, each overlay. */
export async function renderAll(): Promise<ManifestText[][]> {
  const list = (kind: string) => readdirSync(join(DEPLOY, kind));
  return [
    await renderFolder(join(DEPLOY, "base")),
    ...(await Promise.all(list("components").map(renderComponent))),
    ...(await Promise.all(
      list("overlays").map((overlay) => renderFolder(join(DEPLOY, "overlays", overlay))),
    )),
  ];
}

async function renderComponent(component: string): Promise<ManifestText[]> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "rendering-")));
  try {
    const to = (path: string) => relative(folder, join(DEPLOY, path));
    const kustomization = {
      apiVersion: "kustomize.config.k8s.io/v1beta1",
      kind: "Kustomization",
      namespace: "distributed-scheduler",
      resources: [to("base")],
      components: [to(`components/${component}`)],
    };
    writeFileSync(join(folder, "kustomization.yaml"), JSON.stringify(kustomization));
    return await renderFolder(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
