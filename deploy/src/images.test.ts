import { expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { buildArgumentsOf, IMAGES } from "./images.ts";

const ROOT = resolve(import.meta.dirname, "../..");

test.each(IMAGES.map((image) => [image.name, image] as const))(
  "%s is built from what is there",
  (_, image) => {
    expect(existsSync(join(ROOT, image.dockerfile))).toBe(true);
    if (image.service !== undefined) {
      expect(existsSync(join(ROOT, "services", image.service, "src/main.ts"))).toBe(true);
    }
  },
);

test("the migration is the stage that has the migrations beside it", () => {
  const [migration] = IMAGES.filter(({ name }) => name === "migration");
  if (migration === undefined) throw new Error("there is no image of the migration");
  const built = buildArgumentsOf(migration, { registry: "example.com", tag: "1.2.3", revision: "abc" });
  expect(built.join(" ")).toBe(
    "build --file deploy/images/service.Dockerfile --tag example.com/distributed-scheduler/migration:1.2.3 " +
      "--target migration --build-arg SERVICE=migration --build-arg VERSION=1.2.3 --build-arg REVISION=abc .",
  );
});
