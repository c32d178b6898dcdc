import { listMissingMigrations, migrateDatabase } from "@repo/db";
import { createLogger, loadConfig, runMain } from "@repo/runtime";
import { Config } from "./config.ts";
import { parseTask } from "./task.ts";
import { untilMigrated } from "./until-migrated.ts";
import { untilReachable } from "./until-reachable.ts";

const SERVICE = "migration";

await runMain(SERVICE, async () => {
  const task = parseTask(process.argv.slice(2));
  const config = loadConfig(Config, process.env);
  const { DATABASE_URL: url, MIGRATIONS_FOLDER: folder, MIGRATION_DEADLINE: deadlineMs } = config;
  const logger = createLogger({ service: SERVICE, level: config.LOG_LEVEL, pretty: config.LOG_PRETTY });
  const patience = {
    deadlineMs,
    onWait: (err: unknown) => logger.warn({ err }, "Postgres does not answer; trying again"),
  };

  if (task === "apply") {
    const applied = await untilReachable(() => migrateDatabase(url, folder), patience);
    logger.info({ applied }, "the database is up to date");
  } else {
    await untilMigrated({
      listMissing: () => untilReachable(() => listMissingMigrations(url, folder), patience),
      deadlineMs,
      onWait: (missing) => logger.info({ missing }, "waiting for the migration"),
    });
    logger.info("the database has what this release needs");
  }
});
