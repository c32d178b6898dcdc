#!/usr/bin/env node
import { randomUUID } from "node:crypto";
// Drop-in for Prisma's native `schema-engine` binary: speaks its stdio JSON-RPC and runs the same
// engine from the @prisma/schema-engine-wasm package over pg. Nothing is downloaded.
// Used through PRISMA_SCHEMA_ENGINE_BINARY=<this file>.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import pg from "pg";

const require = createRequire(import.meta.url);
const args = process.argv.slice(2);
const opt = { datamodels: [], datasource: null, cmd: [] };
for (let i = 0; i < args.length; i++) {
  if (args[i] === "--version" || args[i] === "-V") {
    const v = require(
      require.resolve("@prisma/schema-engine-wasm").replace(/[^/]+$/, "package.json"),
    ).version;
    console.log(`schema-engine-wasm ${v}`);
    process.exit(0);
  } else if (args[i] === "--datamodels") opt.datamodels.push(args[++i]);
  else if (args[i] === "--datasource") opt.datasource = JSON.parse(args[++i]);
  else if (args[i].startsWith("--")) i++;
  else opt.cmd.push(args[i]);
}

const parse = (url) => {
  const u = new URL(url);
  return {
    cfg: {
      host: decodeURIComponent(u.searchParams.get("host") ?? u.hostname),
      port: Number(u.port || 5432),
      user: decodeURIComponent(u.username),
      password: decodeURIComponent(u.password),
      database: decodeURIComponent(u.pathname.slice(1)),
      ssl: ["require", "verify-full", "verify-ca"].includes(u.searchParams.get("sslmode") ?? "")
        ? { rejectUnauthorized: false }
        : undefined,
    },
    schema: u.searchParams.get("schema") ?? undefined,
  };
};

// PrismaPg splits scripts at every ";", which breaks functions and DO blocks: send the script whole.
const whole = (adapter) => {
  const pool = adapter.underlyingDriver();
  // PrismaPg knows no "char" (oid 18), which the engine reads from pg_catalog: report it as text.
  const io = adapter.performIO.bind(adapter);
  adapter.performIO = async (q) => {
    const r = await io(q);
    for (const f of r.fields ?? []) if (f.dataTypeID === 18) f.dataTypeID = 25;
    return r;
  };
  adapter.executeScript = async (sql) => {
    try {
      await pool.query(sql);
    } catch (e) {
      adapter.onError(e);
    }
  };
  return adapter;
};
const factory = (url) => {
  const { cfg, schema } = parse(url);
  const mk = (c) => new PrismaPg({ ...c, max: 1 }, { schema });
  return {
    provider: "postgres",
    adapterName: "@prisma/adapter-pg",
    connect: async () => whole(await mk(cfg).connect()),
    connectToShadowDb: async () => {
      const database = `prisma_migrate_shadow_db_${randomUUID()}`;
      const admin = async (sql) => {
        const c = new pg.Client(cfg);
        await c.connect();
        try {
          await c.query(sql);
        } finally {
          await c.end();
        }
      };
      await admin(`CREATE DATABASE "${database}"`);
      const a = whole(await mk({ ...cfg, database }).connect());
      const dispose = a.dispose.bind(a);
      a.dispose = async () => {
        await dispose();
        await admin(`DROP DATABASE IF EXISTS "${database}" WITH (FORCE)`);
      };
      return a;
    },
  };
};

if (opt.cmd[0] === "cli") {
  const { cfg } = parse(opt.datasource.url);
  const fail = (error_code, message) => {
    console.error(
      "\n" +
        JSON.stringify({ level: "ERROR", target: "schema_engine::logger", fields: { error_code, message } }),
    );
    process.exit(1);
  };
  const db = opt.cmd[1] === "can-connect-to-database" ? cfg.database : "postgres";
  const c = new pg.Client({ ...cfg, database: db });
  try {
    await c.connect();
    if (opt.cmd[1] === "create-database")
      await c.query(`CREATE DATABASE "${cfg.database.replaceAll('"', '""')}"`);
    if (opt.cmd[1] === "drop-database")
      await c.query(`DROP DATABASE "${cfg.database.replaceAll('"', '""')}" WITH (FORCE)`);
    await c.end();
    process.exit(0);
  } catch (e) {
    if (opt.cmd[1] === "create-database" && (e.code === "42P04" || e.code === "23505")) process.exit(0); // another deploy made it
    fail(
      e.code === "3D000" ? "P1003" : e.code === "28P01" || e.code === "28000" ? "P1000" : "P1001",
      e.message || String(e.code),
    );
  }
}

const wasmJs = await import("@prisma/schema-engine-wasm/schema_engine_bg");
const wasmPath = require.resolve("@prisma/schema-engine-wasm").replace(/[^/]+$/, "schema_engine_bg.wasm");
const { instance } = await WebAssembly.instantiate(await readFile(wasmPath), {
  "./schema_engine_bg.js": wasmJs,
});
wasmJs.__wbg_set_wasm(instance.exports);
instance.exports.__wbindgen_start();

const datamodels = await Promise.all(opt.datamodels.map(async (f) => [f, await readFile(f, "utf8")]));
const url = opt.datasource?.url ?? "postgresql://none@127.0.0.1:1/none";
const newEngine = () =>
  wasmJs.SchemaEngine.new(
    { datamodels: datamodels.length ? datamodels : undefined },
    () => {},
    bindMigrationAwareSqlAdapterFactory(factory(url)),
  );
// The wasm engine forgets how to open a shadow database once it has applied a migration, and a fresh one
// learns it only from devDiagnostic (else: "shadow DB must be provided through an external factory").
let enginePromise;
const engine = async ({ method, params }) => {
  if (method !== "evaluateDataLoss" && method !== "createMigration") return (enginePromise ??= newEngine());
  const e = await newEngine();
  await e.devDiagnostic({ migrationsList: params.migrationsList, filters: params.filters });
  return e;
};

let nextId = 1e6;
const waiting = new Map();
const send = (o) => process.stdout.write(JSON.stringify({ jsonrpc: "2.0", ...o }) + "\n");
const print = (content) =>
  new Promise((r) => {
    const id = nextId++;
    waiting.set(id, r);
    send({ id, method: "print", params: { content } });
  });
const toError = (e) => {
  let data = null;
  try {
    data = JSON.parse(e?.message ?? String(e));
  } catch {}
  if (data?.code || data?.error_code)
    return {
      code: 4466,
      message: "An error happened.",
      data: {
        is_panic: false,
        message: data.message,
        error_code: data.code ?? data.error_code,
        meta: data.meta,
      },
    };
  return {
    code: 4466,
    message: e?.message ?? String(e),
    data: { is_panic: false, message: e?.message ?? String(e), error_code: e?.code ?? undefined, meta: null },
  };
};
const handle = async (m) => {
  if (m.method === undefined) {
    waiting.get(m.id)?.();
    waiting.delete(m.id);
    return;
  }
  try {
    const e = await engine(m);
    const name = m.method === "getDatabaseVersion" ? "version" : m.method;
    let result = await e[name](m.params);
    if (name === "diff" && result?.stdout != null) {
      await print(result.stdout);
      result = { ...result, stdout: null };
    }
    send({ id: m.id, result: result ?? null });
  } catch (err) {
    if (process.env.SE_DEBUG) console.error(err);
    send({ id: m.id, error: toError(err) });
  }
};
const inflight = new Set();
const rl = createInterface({ input: process.stdin, crlfDelay: Infinity });
rl.on("line", (l) => {
  if (l.trim()) {
    const p = handle(JSON.parse(l));
    inflight.add(p);
    p.finally(() => inflight.delete(p));
  }
});
rl.on("close", async () => {
  await Promise.allSettled(inflight);
  process.exit(0);
});
