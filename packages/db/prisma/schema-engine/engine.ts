import { readFile } from "node:fs/promises";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import type { RpcTask } from "./engine-arguments.ts";
import { createMigrationAdapter } from "./migration-adapter.ts";
import type { RpcHandler } from "./rpc.ts";

type Engine = bindings.SchemaEngine;

/** Calls of the CLI that are methods of the engine under the same name. */
const METHODS = [
  "applyMigrations",
  "createMigration",
  "dbExecute",
  "devDiagnostic",
  "diagnoseMigrationHistory",
  "ensureConnectionValidity",
  "evaluateDataLoss",
  "introspect",
  "markMigrationApplied",
  "markMigrationRolledBack",
  "reset",
  "schemaPush",
] as const satisfies (keyof Engine)[];

// never connected to: the CLI refuses commands that need a database when it has no URL
const NO_DATABASE = "postgresql://127.0.0.1:1/none";

/** Answers the CLI's calls with an engine that starts at the first of them. */
export function createEngine({ schemaFiles, databaseUrl = NO_DATABASE }: RpcTask): RpcHandler {
  const start = () => startEngine(schemaFiles, databaseUrl);
  let started: Promise<Engine> | undefined;

  return async ({ method, params }, print) => {
    started ??= start();
    const engine = await started;
    if (method === "getDatabaseVersion") return engine.version();
    if (method === "diff") {
      const { exitCode, stdout } = await engine.diff(params as never);
      if (stdout !== null) print(stdout);
      return { exitCode, stdout: null };
    }
    const known = METHODS.find((name) => name === method);
    if (known === undefined) {
      throw new Error(`prisma calls "${method}", unknown to this engine: pin both to the same version`);
    }
    if (known === "evaluateDataLoss" || known === "createMigration") {
      // The engine forgets how to open a shadow database once it has applied a migration, and a new one learns it from
      // devDiagnostic only (else: "shadow DB must be provided through an external factory").
      const fresh = await start();
      await fresh.devDiagnostic(params as never);
      return fresh[known](params as never);
    }
    return engine[known](params as never);
  };
}

export async function readEngineVersion(): Promise<string> {
  await loadEngine();
  return bindings.version();
}

async function startEngine(schemaFiles: string[], databaseUrl: string): Promise<Engine> {
  await loadEngine();
  const datamodels = await Promise.all(
    schemaFiles.map(async (file): Promise<[string, string]> => [file, await readFile(file, "utf8")]),
  );
  return bindings.SchemaEngine.new(
    { datamodels: datamodels.length === 0 ? undefined : datamodels },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(createMigrationAdapter(databaseUrl)),
  );
}

let loaded: Promise<void> | undefined;

/** Once per process: loading again would take the memory away from the engines that run. */
function loadEngine(): Promise<void> {
  loaded ??= instantiateWasm();
  return loaded;
}

/** By hand: the package's own entry imports the .wasm file as a module, which needs a bundler. */
async function instantiateWasm(): Promise<void> {
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message: throwPanic } });
  const entry = import.meta.resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  const file = await readFile(new URL("./schema_engine_bg.wasm", entry));
  const { instance } = await WebAssembly.instantiate(file, {
    "./schema_engine_bg.js": { ...bindings },
  });
  bindings.__wbg_set_wasm(instance.exports);
  const { __wbindgen_start: initialise } = instance.exports;
  if (typeof initialise === "function") initialise();
}

/** Called by the engine, which never answers the call that it panicked in. */
function throwPanic(message: string): never {
  throw new Error(`The schema engine panicked: ${message}`);
}
