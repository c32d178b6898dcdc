import { fileURLToPath } from "node:url";
import { defineConfig } from "prisma/config";

// Prisma's CLI would download a native engine; the same engine is in npm as WebAssembly and is run by this program.
process.env.PRISMA_SCHEMA_ENGINE_BINARY = fileURLToPath(
  new URL("./prisma/schema-engine/main.ts", import.meta.url),
);

const { DATABASE_URL } = process.env;

export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations" },
  // commands that only read the schema run without a database; the CLI says so when one is needed
  ...(DATABASE_URL && { datasource: { url: DATABASE_URL } }),
});
