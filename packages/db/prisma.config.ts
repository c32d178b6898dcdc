import { fileURLToPath } from "node:url";
import { defineConfig } from "prisma/config";

// Prisma's CLI would download a native engine; the same engine is in npm as WebAssembly and is run by this program.
process.env.PRISMA_SCHEMA_ENGINE_BINARY = fileURLToPath(new URL("./prisma/schema-engine.mjs", import.meta.url));

export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations" },
  // commands that only read the schema run without a database
  datasource: { url: process.env.DATABASE_URL ?? "postgresql://localhost:1/none" },
});
