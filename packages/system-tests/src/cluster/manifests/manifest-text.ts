/** One object of a YAML stream, as it is written: what kubectl makes of its numbers is kubectl's business. */
export interface ManifestText {
  apiVersion: string;
  kind: string;
  name: string;
  text: string;
}

/** Splits what `kubectl kustomize` prints. @throws when a part is no object */
export function splitManifests(stream: string): ManifestText[] {
  return stream
    .split(/^---$/m)
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map((text) => {
      const apiVersion = text.match(/^apiVersion: (.+)$/m)?.[1];
      const kind = text.match(/^kind: (.+)$/m)?.[1];
      const name = text.match(/^metadata:\n(?: {2}.*\n)*? {2}name: (.+)$/m)?.[1];
      if (apiVersion === undefined || kind === undefined || name === undefined)
        throw new Error(`not a Kubernetes object: ${text.slice(0, 200)}`);
      return { apiVersion, kind, name, text };
    });
}

export function joinManifests(manifests: readonly ManifestText[]): string {
  return manifests.map(({ text }) => `${text}\n`).join("---\n");
}

/** The images that the pods of some manifests are made of, each once. */
export function listImages(manifests: readonly ManifestText[]): string[] {
  const images = manifests.flatMap(({ text }) =>
    [...text.matchAll(/^\s+(?:- )?image: (\S+)$/gm)].map(([, image = ""]) => image),
  );
  return [...new Set(images)].sort();
}
