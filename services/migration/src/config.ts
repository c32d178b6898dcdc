import { durationSetting, ProcessConfig, urlSetting } from "@repo/runtime";
import { z } from "zod";

const { LOG_LEVEL, LOG_PRETTY } = ProcessConfig.shape;

/** The environment of migration. */
export const Config = z.object({
  LOG_LEVEL,
  LOG_PRETTY,
  /** Of a user who may create tables. For `wait`, one who may read is enough. */
  DATABASE_URL: urlSetting("postgresql", "postgres"),
  /** Where the migrations are. Not set: those of the source tree. */
  MIGRATIONS_FOLDER: z.string().optional(),
  /** How long to wait for Postgres, and with `wait` for the migrations. */
  MIGRATION_DEADLINE: durationSetting({ min: "1s", max: "1h" }).default(5 * 60_000),
});
export type Config = z.output<typeof Config>;
