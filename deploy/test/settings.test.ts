import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { newLocalSecrets } from "../src/local-secrets.ts";
import { readSettings } from "../src/read-settings.ts";
import { listWorkloads } from "./manifest.ts";
import { DEPLOY, listManifestFiles, readManifests } from "./read-manifests.ts";

const settings = await readSettings();
/** What the runtime of the web server reads besides. */
const OF_THE_RUNTIME = ["PORT", "HOSTNAME"];

/** Variables that a process does not know, and required ones that nobody sets. */
function findMistakes(process: string, names: readonly string[]): string[] {
  const known = settings.get(process) ?? [];
  const set = new Set(names.map((name) => name.replace(/_FILE$/, "")));
  const unknown = [...set].filter(
    (name) => !OF_THE_RUNTIME.includes(name) && !known.some((setting) => setting.name === name),
  );
  const missing = known.filter(({ name, isRequired }) => isRequired && !set.has(name));
  return [
    ...unknown.map((name) => `${process} does not read ${name}`),
    ...missing.map(({ name }) => `${process} needs ${name}`),
  ];
}

const shared = readFileSync(join(DEPLOY, "base/settings.env"), "utf8")
  .split("\n")
  .flatMap((line) => line.match(/^([A-Z_]+)=/)?.[1] ?? []);

const containers = listManifestFiles()
  .flatMap((file) => listWorkloads(readManifests(file)))
  .flatMap(({ name, pod }) =>
    [...pod.initContainers, ...pod.containers].map(
      (container) => [`${container.name} of ${name}`, container] as const,
    ),
  )
  .filter(([, { image }]) => image.startsWith("distributed-scheduler/"));

describe("the settings in manifests", () => {
  test.each(containers)(
    "%s gets what it needs and nothing that it does not read",
    (_, { image, env, envFrom }) => {
      const process = image.replace("distributed-scheduler/", "");
      const own = env.map(({ name }) => name);
      // what is shared need not be read by all
      const read = shared.filter((name) => settings.get(process)?.some((setting) => setting.name === name));
      expect(findMistakes(process, envFrom.length > 0 ? [...own, ...read] : own)).toEqual([]);
    },
  );

  test("every shared one is read by some process", () => {
    const known = [...settings.values()].flat().map(({ name }) => name);
    expect(shared.filter((name) => !known.includes(name))).toEqual([]);
    expect(shared.length).toBeGreaterThan(2);
  });
});

describe("compose.yaml", () => {
  const Service = z.object({
    image: z.string(),
    read_only: z.boolean().default(false),
    environment: z.record(z.string(), z.string()).default({}),
    secrets: z
      .array(z.union([z.string(), z.object({ source: z.string() }).transform(({ source }) => source)]))
      .default([]),
  });
  const Compose = z.object({
    services: z.record(z.string(), Service),
    secrets: z.record(z.string(), z.object({ file: z.string() })),
  });
  const compose = Compose.parse(parse(readFileSync(join(DEPLOY, "compose.yaml"), "utf8"), { merge: true }));
  const ours = Object.entries(compose.services).filter(([, { image }]) => image.startsWith("localhost/"));

  test.each(ours)(
    "%s gets what it needs, nothing that it does not read, and cannot write",
    (name, service) => {
      expect(findMistakes(name, Object.keys(service.environment))).toEqual([]);
      const files = Object.entries(service.environment).filter(([variable]) => variable.endsWith("_FILE"));
      expect(files.map(([, file]) => file.replace("/run/secrets/", "")).sort()).toEqual(
        service.secrets.toSorted(),
      );
      expect(service.read_only).toBe(true);
    },
  );

  test("has the secrets that bun run secrets makes, and every process of the product", () => {
    const made = Object.keys(newLocalSecrets("test"));
    const named = Object.values(compose.secrets).map(({ file }) => file.replace(/^.*\//, ""));
    expect(named.filter((name) => !made.includes(name))).toEqual([]);
    expect(ours.map(([name]) => name).sort()).toEqual([...settings.keys()].sort());
  });
});
