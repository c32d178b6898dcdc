import { expect, test } from "bun:test";
import type { Manifest } from "./manifest.ts";
import { listManifestFiles, readManifests } from "./read-manifests.ts";
import { findSchemaErrors } from "./validate.ts";

test.each(listManifestFiles())("%s holds what the current API of Kubernetes knows", async (file) => {
  const manifests = readManifests(file);
  expect(manifests.length).toBeGreaterThan(0);
  const errors = await Promise.all(manifests.map(findSchemaErrors));
  expect(errors.flat()).toEqual([]);
});

const job = (spec: object): Manifest => ({
  apiVersion: "batch/v1",
  kind: "Job",
  metadata: { name: "a" },
  spec,
});

test.each<[string, Manifest, RegExp]>([
  ["a field of a wrong type", job({ backoffLimit: "6" }), /backoffLimit/],
  ["a field that must be there", job({}), /template/],
  ["a version that does not exist", { ...job({}), apiVersion: "batch/v2" }, /batch\/v2/],
])("%s is found", async (_name, manifest, message) => {
  const errors = await findSchemaErrors(manifest);
  expect(errors.join("\n")).toMatch(message);
});
