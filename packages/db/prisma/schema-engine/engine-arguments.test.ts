import { expect, test } from "bun:test";
import { parseEngineArguments } from "./engine-arguments.ts";

const datasource = ["--datasource", '{"url":"postgresql://db.example/app"}'];
const databaseUrl = "postgresql://db.example/app";

test.each([
  ["asks for the version", ["--version"], { task: "version" }],
  ["serves without a database", [], { task: "rpc", schemaFiles: [], databaseUrl: undefined }],
  [
    "serves every schema file",
    ["--datamodels", "a.prisma", "--datamodels", "b.prisma", ...datasource],
    { task: "rpc", schemaFiles: ["a.prisma", "b.prisma"], databaseUrl },
  ],
  [
    "tries to connect",
    [...datasource, "cli", "can-connect-to-database"],
    { task: "database", command: "can-connect-to-database", databaseUrl },
  ],
  [
    "creates the database",
    [...datasource, "cli", "create-database"],
    { task: "database", command: "create-database", databaseUrl },
  ],
] as const)("the CLI %s", (_, args, expected) => {
  expect(parseEngineArguments([...args])).toEqual(
    structuredClone(expected) as ReturnType<typeof parseEngineArguments>,
  );
});

test.each([
  ["a command of another version", [...datasource, "cli", "drop-database"], "pinned version"],
  ["a database command without a database", ["cli", "create-database"], "set DATABASE_URL"],
])("%s is refused with the remedy", (_, args, remedy) => {
  expect(() => parseEngineArguments(args)).toThrow(remedy);
});
