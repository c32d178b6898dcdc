/** One step of the whole test run: a check that passes or fails as a whole, or test files for `bun test`. */
export interface Stage {
  name: string;
  command: readonly string[];
  /** The last arguments of the command; undefined for a check. */
  testFiles?: readonly string[];
  /** Whether TEST_DATABASE_URL and TEST_REDIS_URL must name running servers. */
  needsServers: boolean;
}

/** Enough for tests that start processes, on a slow machine; a test that needs longer says so itself. */
const TEST_TIMEOUT_MS = 30_000;
const TEST_WITH_SERVERS = ["bun", "test", "--isolate", `--timeout=${TEST_TIMEOUT_MS}`];

/**
 * The stages in their order, cheapest first, for the test files of the repository: those under a folder `e2e` run the
 * whole system, those under `test` need servers or sockets, all others need nothing.
 */
export function listStages(allTestFiles: readonly string[]): Stage[] {
  const files = Map.groupBy(allTestFiles.toSorted(), (file) => file.match(/\/(e2e|test)\//)?.[1] ?? "unit");
  // a leading dot makes it a file for `bun test`, and not a pattern
  const testFiles = (folder: string) => (files.get(folder) ?? []).map((file) => `./${file}`);
  const check = (name: string, ...command: string[]): Stage => ({ name, command, needsServers: false });
  return [
    check("format and lint", "bun", "x", "biome", "ci", "--colors=off"),
    check("import rules", "bun", "packages/config/check-imports.ts"),
    check("generated code", "bun", "run", "generate:check"),
    check("types", "bun", "x", "turbo", "run", "typecheck", "--continue", "--output-logs=errors-only"),
    { name: "unit tests", command: ["bun", "test"], testFiles: testFiles("unit"), needsServers: false },
    {
      name: "integration tests",
      command: TEST_WITH_SERVERS,
      testFiles: testFiles("test"),
      needsServers: true,
    },
    { name: "end-to-end tests", command: TEST_WITH_SERVERS, testFiles: testFiles("e2e"), needsServers: true },
    check("fault tests", "bun", "run", "test:faults", "--short"),
    check("cluster test", "bun", "run", "test:cluster", "--short", "--opt-in"),
  ];
}

/** The stages whose name begins with one of `names`, e.g. "unit"; all of them without any name. */
export function selectStages(stages: readonly Stage[], names: readonly string[]): readonly Stage[] {
  if (names.length === 0) return stages;
  const unknown = names.find((name) => !stages.some((stage) => stage.name.startsWith(name)));
  if (unknown !== undefined) {
    const known = stages.map((stage) => stage.name).join(", ");
    throw new Error(`there is no stage "${unknown}"; the stages are: ${known}`);
  }
  return stages.filter((stage) => names.some((name) => stage.name.startsWith(name)));
}
