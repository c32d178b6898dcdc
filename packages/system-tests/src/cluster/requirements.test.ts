import { expect, test } from "bun:test";
import { findObstacle, type Machine } from "./requirements.ts";

const equipped: Machine = { platform: "linux", isRoot: true, hasTool: () => true, hasFile: () => true };

test.each<[string, Partial<Machine>, string]>([
  ["another system", { platform: "darwin" }, "it needs Linux"],
  ["a user", { isRoot: false }, "it needs root"],
  ["a missing program", { hasTool: (name) => name !== "etcd" }, "missing: etcd;"],
  ["missing binaries", { hasFile: (path) => path !== "/opt/kube/kubelet" }, "missing: /opt/kube/kubelet;"],
])("it does not run for %s", (_name, machine, text) => {
  expect(findObstacle({ ...equipped, ...machine }, "/opt/kube")?.text).toStartWith(text);
});

test("it runs where everything is", () => {
  expect(findObstacle(equipped, "/opt/kube")).toBeUndefined();
});
