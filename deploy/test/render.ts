import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { newLocalSecrets } from "../src/local-secrets.ts";
import type { Manifest } from "./manifest.ts";
import { DEPLOY, parseManifests } from "./read-manifests.ts";

/** The program that renders: kubectl has kustomize built in. Undefined where neither is installed. */
export function findKustomize(): string[] | undefined {
  if (Bun.which("kubectl")) return ["kubectl", "kustomize"];
  return Bun.which("kustomize") ? ["kustomize", "build"] : undefined;
}

/** A copy of the manifests with secrets of its own. */
export interface Renderer extends Disposable {
  /** An overlay, such as `local`. */
  overlay(name: string): Manifest[];
  /** The base with some components. */
  combine(components: readonly string[]): Manifest[];
}

/** @throws what kustomize says when it cannot render */
export function createRenderer(kustomize: readonly string[]): Renderer {
  const folder = mkdtempSync(join(tmpdir(), "manifests-"));
  for (const part of ["base", "components", "overlays"]) {
    cpSync(join(DEPLOY, part), join(folder, part), { recursive: true });
  }
  const secrets = join(folder, "components/local-secrets/files");
  mkdirSync(secrets, { recursive: true });
  for (const [name, value] of Object.entries(newLocalSecrets("test")))
    writeFileSync(join(secrets, name), value);

  function render(path: string): Manifest[] {
    const { exitCode, stdout, stderr } = Bun.spawnSync([...kustomize, join(folder, path)]);
    if (exitCode !== 0) throw new Error(stderr.toString());
    return parseManifests(stdout.toString());
  }
  return {
    overlay: (name) => render(join("overlays", name)),
    combine(components) {
      const kustomization = {
        apiVersion: "kustomize.config.k8s.io/v1beta1",
        kind: "Kustomization",
        namespace: "scheduler",
        resources: ["../../base"],
        components: components.map((component) => `../../components/${component}`),
      };
      const path = join("overlays", "combined");
      mkdirSync(join(folder, path), { recursive: true });
      // JSON is YAML
      writeFileSync(join(folder, path, "kustomization.yaml"), JSON.stringify(kustomization));
      return render(path);
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}
