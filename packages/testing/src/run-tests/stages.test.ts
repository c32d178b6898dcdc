import { expect, test } from "bun:test";
import { listStages, selectStages } from "./stages.ts";

test("each test file runs in exactly one stage, by the folder it lies in", () => {
  const stages = listStages([
    "packages/db/test/claims.test.ts",
    "services/worker/src/targets/http.test.ts",
    "packages/testing/e2e/dev.test.ts",
    "apps/web/components/schedule-form.test.tsx",
  ]);
  const files = Object.fromEntries(stages.map((stage) => [stage.name, stage.testFiles]));
  expect(files).toMatchObject({
    "unit tests": [
      "./apps/web/components/schedule-form.test.tsx",
      "./services/worker/src/targets/http.test.ts",
    ],
    "integration tests": ["./packages/db/test/claims.test.ts"],
    "end-to-end tests": ["./packages/testing/e2e/dev.test.ts"],
  });
});

test("stages are selected by the beginning of their names, and keep their order", () => {
  const selected = selectStages(listStages([]), ["unit", "format"]);
  expect(selected.map((stage) => stage.name)).toEqual(["format and lint", "unit tests"]);
});

test("a stage that does not exist is an error and not an empty run", () => {
  expect(() => selectStages(listStages([]), ["units"])).toThrow(
    'there is no stage "units"; the stages are: format and lint, import rules,',
  );
});
