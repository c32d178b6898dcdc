import { afterAll, describe, expect, test } from "bun:test";
import { IMAGES } from "../src/images.ts";
import { listSecretKeys, listWorkloads, type Manifest } from "./manifest.ts";
import { createRenderer, findKustomize, type Renderer } from "./render.ts";
import { findSchemaErrors } from "./validate.ts";

const kustomize = findKustomize();
if (kustomize === undefined) {
  process.stderr.write("manifests are not rendered here: neither kubectl nor kustomize is installed\n");
}

const COMBINATIONS: readonly (readonly string[])[] = [
  [],
  ["local-secrets", "postgres", "redis"],
  ["local-secrets", "postgres", "dragonfly", "keda"],
  ["ingress", "prometheus"],
  ["kubernetes-jobs", "keda", "prometheus"],
  ["local-secrets", "postgres", "redis", "keda", "ingress", "prometheus", "kubernetes-jobs"],
  ["local-secrets", "postgres", "dragonfly", "ingress", "prometheus", "kubernetes-jobs"],
];

describe.skipIf(kustomize === undefined)("rendered by kustomize", () => {
  let renderer: Renderer | undefined;
  const rendering = () => {
    renderer ??= createRenderer(kustomize ?? []);
    return renderer;
  };
  afterAll(() => renderer?.[Symbol.dispose]());

  const CASES: [string, () => Manifest[]][] = [
    ["the overlay local", () => rendering().overlay("local")],
    ["the overlay production", () => rendering().overlay("production")],
    ...COMBINATIONS.map((components): [string, () => Manifest[]] => [
      `base with ${components.join(", ") || "nothing"}`,
      () => rendering().combine(components),
    ]),
  ];

  test.each(CASES)("%s is what Kubernetes knows, all of it in one namespace", async (_, render) => {
    const manifests = render();
    const errors = await Promise.all(manifests.map(findSchemaErrors));
    expect(errors.flat()).toEqual([]);
    const namespaces = manifests.map(({ kind, metadata }) =>
      kind === "Namespace" ? metadata.name : metadata.namespace,
    );
    expect(new Set(namespaces).size).toBe(1);
    const identities = manifests.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
    expect(identities.length).toBe(new Set(identities).size);
  });

  test.each(["local", "production"])("the overlay %s names every image by a fixed version", (overlay) => {
    const workloads = listWorkloads(rendering().overlay(overlay));
    const images = workloads.flatMap(({ pod }) =>
      [...pod.initContainers, ...pod.containers].map(({ image }) => image),
    );
    for (const image of images) expect(image).toMatch(/^[a-z0-9.-]+\/.+:(?!latest$)[\w.-]+$/);
    const ours = images.filter((image) => image.includes("distributed-scheduler/"));
    const names = new Set(ours.map((image) => image.replace(/^.*\//, "").replace(/:.*$/, "")));
    expect([...names].sort()).toEqual(IMAGES.map(({ name }) => name).sort());
  });

  test("the overlay local makes every secret that its pods mount", () => {
    const manifests = rendering().overlay("local");
    const made = manifests
      .filter(({ kind }) => kind === "Secret")
      .flatMap(({ metadata, data }) => Object.keys(data ?? {}).map((key) => `${metadata.name}/${key}`));
    const mounted = listWorkloads(manifests).flatMap(({ pod }) => listSecretKeys(pod));
    expect(mounted.length).toBeGreaterThan(10);
    expect(made).toEqual(expect.arrayContaining(mounted.map(({ secret, key }) => `${secret}/${key}`)));
  });

  test("only workers that may run Kubernetes jobs have a token, and a role that ends at their namespace", () => {
    const manifests = rendering().combine(["kubernetes-jobs"]);
    const withToken = listWorkloads(manifests).filter(({ pod }) => pod.automountServiceAccountToken);
    expect(withToken.map(({ name }) => name)).toEqual(["worker"]);
    expect(manifests.map(({ kind }) => kind)).not.toContain("ClusterRole");
  });

  test("one autoscaler for workers: KEDA takes the place of the other", () => {
    const scalersOf = (components: readonly string[]) =>
      rendering()
        .combine(components)
        .filter(({ kind, metadata }) => /Autoscaler|ScaledObject/.test(kind) && metadata.name === "worker")
        .map(({ kind }) => kind);
    expect(scalersOf([])).toEqual(["HorizontalPodAutoscaler"]);
    expect(scalersOf(["keda"])).toEqual(["ScaledObject"]);
  });
});
