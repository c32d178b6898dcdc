import { parseArgs } from "node:util";

export type EngineArguments = VersionTask | DatabaseTask | RpcTask;

interface VersionTask {
  task: "version";
}

export interface DatabaseTask {
  task: "database";
  command: "can-connect-to-database" | "create-database";
  databaseUrl: string;
}

export interface RpcTask {
  task: "rpc";
  schemaFiles: string[];
  /** Missing for commands that only read the schema. */
  databaseUrl: string | undefined;
}

/** Reads what Prisma's CLI passes to its engine; what it may pass and this project does not use is accepted. */
export function parseEngineArguments(args: string[]): EngineArguments {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      version: { type: "boolean" },
      datamodels: { type: "string", multiple: true, default: [] },
      datasource: { type: "string" },
      "enabled-preview-features": { type: "string" },
      "extension-types": { type: "string" },
    },
  });
  if (values.version) return { task: "version" };

  const databaseUrl = values.datasource === undefined ? undefined : readUrl(values.datasource);
  if (positionals.length === 0) return { task: "rpc", schemaFiles: values.datamodels, databaseUrl };

  const [group, command] = positionals;
  if (group !== "cli" || (command !== "can-connect-to-database" && command !== "create-database")) {
    throw new Error(
      `unknown schema engine command "${positionals.join(" ")}": is prisma still the pinned version?`,
    );
  }
  if (databaseUrl === undefined) throw new Error(`${command} needs a database: set DATABASE_URL`);
  return { task: "database", command, databaseUrl };
}

/** @param datasource JSON, e.g. `{"url":"postgresql://…"}` */
function readUrl(datasource: string): string | undefined {
  const { url }: { url?: string } = JSON.parse(datasource);
  return url === "" ? undefined : url;
}
