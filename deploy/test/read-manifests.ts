import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseAllDocuments } from "yaml";
import { Manifest } from "./manifest.ts";

export const DEPLOY = resolve(import.meta.dirname, "..");

/** The objects of a YAML text. @throws when it is not YAML, or not of objects */
export function parseManifests(text: string): Manifest[] {
  return parseAllDocuments(text)
    .map((document) => {
      const [error] = document.errors;
      if (error !== undefined) throw error;
      return document.toJS() as unknown;
    })
    .filter((object) => object !== null)
    .map((object) => Manifest.parse(object));
}

/** The files under deploy/ that hold whole objects, by their path in there. */
export function listManifestFiles(): string[] {
  const files = new Bun.Glob("{base,components}/**/*.yaml").scanSync({ cwd: DEPLOY });
  return [...files].filter((file) => !file.endsWith("/kustomization.yaml")).sort();
}

/** The objects of one file, as it is written. */
export function readManifests(file: string): Manifest[] {
  return parseManifests(readFileSync(join(DEPLOY, file), "utf8"));
}
