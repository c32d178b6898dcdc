#!/usr/bin/env bun
import { runDatabaseCommand } from "./database-command.ts";
import { createEngine, readEngineVersion } from "./engine.ts";
import { parseEngineArguments } from "./engine-arguments.ts";
import { serveRpc } from "./rpc.ts";

// Stands in for Prisma's native `schema-engine`, which the CLI would download: the same arguments, exit codes and
// JSON-RPC on stdin and stdout, over the same engine as WebAssembly. prisma.config.ts names this file to the CLI.

const engineArguments = parseEngineArguments(process.argv.slice(2));
switch (engineArguments.task) {
  case "version":
    process.stdout.write(`schema-engine-wasm ${await readEngineVersion()}\n`);
    break;
  case "database":
    process.exitCode = await runDatabaseCommand(engineArguments);
    break;
  case "rpc":
    await serveRpc(createEngine(engineArguments));
    // connections that the engine keeps open would hold the process
    process.exit(0);
}
