/** What the source of one workspace may import. Tests and benches may use every package, but no service or app. */
export interface ImportRule {
  /** Names of `@repo/*` packages. */
  packages: readonly string[];
  /** When set, the only packages from the registry; no `node:` or `bun:` module either. */
  only?: readonly string[];
  /** Constructs that must not stand in the code, each with what to do instead. */
  forbidden?: readonly ForbiddenConstruct[];
}

interface ForbiddenConstruct {
  pattern: RegExp;
  instead: string;
}

const TAKE_NOW = "take the instant as an argument";
const IMPURE: readonly ForbiddenConstruct[] = [
  { pattern: /\bDate\.now\b/, instead: TAKE_NOW },
  { pattern: /\bnew Date(?!\w)(?!\s*\(\s*[^\s)])/, instead: TAKE_NOW },
  { pattern: /\bperformance\.now\b/, instead: TAKE_NOW },
  {
    pattern: /\bMath\.random\b/,
    instead: "derive it from the schedule id, or take the random number as an argument",
  },
  { pattern: /\bprocess\.|\bBun\./, instead: "take the value as an argument" },
];

const SERVICE: ImportRule = { packages: ["core", "db", "proto", "queue", "runtime"] };

/** By the folder of the workspace: a pure core, storage and transport around it, processes on top. */
export const IMPORT_RULES: Readonly<Record<string, ImportRule>> = {
  "packages/config": { packages: [] },
  "packages/core": { packages: [], only: ["cron-parser", "cronstrue", "zod"], forbidden: IMPURE },
  "packages/proto": { packages: ["core"] },
  "packages/db": { packages: ["core"] },
  "packages/queue": { packages: ["core"] },
  "packages/runtime": { packages: ["core", "proto"] },
  "packages/local-stack": { packages: [] },
  "packages/testing": { packages: ["core", "local-stack", "runtime"] },
  // the processes are started, not imported
  "packages/system-tests": { packages: ["core", "db", "local-stack", "proto", "runtime", "testing"] },
  "packages/bench": { packages: ["core", "db", "local-stack", "proto", "queue", "runtime", "testing"] },
  "services/master-cron-job": SERVICE,
  "services/migration": SERVICE,
  "services/schedule-microservice": SERVICE,
  "services/user-microservice": SERVICE,
  "services/worker": SERVICE,
  // the database and the queue belong to the services: people's programs talk to those
  "apps/web": { packages: ["core", "proto", "runtime"] },
  // `dev` starts everything on one machine, so it brings up the servers and the database schema
  "apps/cli": { packages: ["core", "db", "local-stack", "proto", "runtime"] },
  // images, manifests and the settings that go into them; services are described, not imported
  deploy: { packages: ["runtime"] },
  // pictures are drawn from the definitions they show
  diagrams: { packages: ["core"] },
};

/** For tests and benches of every workspace. */
export const TEST_RULE: ImportRule = {
  packages: ["core", "db", "local-stack", "proto", "queue", "runtime", "testing"],
};
