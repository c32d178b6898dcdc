import { expect, test } from "bun:test";
import { joinManifests, listImages, splitManifests } from "./manifest-text.ts";
import { toKubernetes120 } from "./to-kubernetes-1-20.ts";

const STREAM = `apiVersion: v1
data:
  name: not this one
kind: ConfigMap
metadata:
  labels:
    name: nor this
  name: settings-7h2k
---
apiVersion: batch/v1
kind: CronJob
metadata:
  name: master
spec:
  jobTemplate:
    spec:
      template:
        spec:
          containers:
          - image: localhost/master:dev
            name: master
          initContainers:
          - args: [wait]
            image: localhost/migration:dev
---
apiVersion: batch/v1
kind: Job
metadata:
  name: migration
spec:
  template:
    spec:
      containers:
      - image: localhost/migration:dev
        name: migration
`;

test("objects keep their text", () => {
  const manifests = splitManifests(STREAM);
  expect(manifests.map(({ apiVersion, kind, name }) => `${apiVersion} ${kind} ${name}`)).toEqual([
    "v1 ConfigMap settings-7h2k",
    "batch/v1 CronJob master",
    "batch/v1 Job migration",
  ]);
  expect(joinManifests(manifests)).toBe(STREAM);
});

test("what is no object is refused", () => {
  expect(() => splitManifests("kind: Job\n")).toThrow("not a Kubernetes object: kind: Job");
});

test("each image is named once", () => {
  expect(listImages(splitManifests(STREAM))).toEqual(["localhost/master:dev", "localhost/migration:dev"]);
});

test.each<[string, string, string]>([
  ["batch/v1", "CronJob", "batch/v1beta1"],
  ["batch/v1", "Job", "batch/v1"],
  ["autoscaling/v2", "HorizontalPodAutoscaler", "autoscaling/v2beta2"],
  ["policy/v1", "PodDisruptionBudget", "policy/v1beta1"],
  ["apps/v1", "Deployment", "apps/v1"],
])("%s %s is %s in Kubernetes 1.20", (apiVersion, kind, expected) => {
  const text = `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: x`;
  const [manifest] = splitManifests(text).map(toKubernetes120);
  expect(manifest?.apiVersion).toBe(expected);
  expect(manifest?.text).toBe(text.replace(apiVersion, expected));
});
