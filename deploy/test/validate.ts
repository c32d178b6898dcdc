import type { Manifest } from "./manifest.ts";

/** Where the schemas of a group of API objects are. */
const SCHEMAS: Readonly<Record<string, string>> = {
  "keda.sh": "@kubernetes-models/keda",
  "monitoring.coreos.com": "@kubernetes-models/prometheus-operator",
};

interface Model {
  /** @throws when the object is not what its kind must be */
  validate(): void;
}

/** What is wrong with an object by the schema of its kind; empty when nothing is. */
export async function findSchemaErrors(manifest: Manifest): Promise<string[]> {
  const { apiVersion, kind } = manifest;
  const group = apiVersion.split("/")[0] ?? "";
  const path = `${SCHEMAS[group] ?? "kubernetes-models"}/${apiVersion}/${kind}`;
  try {
    const schema: Record<string, new (data: unknown) => Model> = await import(path);
    const Kind = schema[kind];
    if (Kind === undefined) return [`${path} has no schema`];
    new Kind(withoutLineBreaks(manifest)).validate();
    return [];
  } catch (error) {
    return [`${apiVersion} ${kind}: ${error instanceof Error ? error.message : String(error)}`];
  }
}

/** Kustomize breaks the lines of long secrets, which Kubernetes takes and the schema does not. */
function withoutLineBreaks(manifest: Manifest): Manifest {
  if (manifest.kind !== "Secret" || manifest.data === undefined) return manifest;
  const data = Object.entries(manifest.data).map(([key, value]) => [key, value.replaceAll(/\s/g, "")]);
  return { ...manifest, data: Object.fromEntries(data) };
}
