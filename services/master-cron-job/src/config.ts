import { addressSetting, durationSetting, integerSetting, ProcessConfig } from "@repo/runtime";
import { ClientTlsConfig, privateKeySetting } from "@repo/runtime/auth";
import { z } from "zod";

/** The environment of master-cron-job. */
export const Config = z.object({
  ...ProcessConfig.shape,
  ...ClientTlsConfig.shape,
  /** Proves to schedule-microservice who calls; its public half is in SERVICE_PUBLIC_KEYS there. */
  SERVICE_PRIVATE_KEY: privateKeySetting(),
  /** Where the replicas of schedule-microservice are: a name with all their addresses, or a list. */
  SCHEDULE_SERVICE_ADDRESS: addressSetting(),
  /** How far ahead runs are planned: at least two periods of the CronJob, so that one may be missed. */
  PLAN_WINDOW: durationSetting({ min: "10s", max: "48h" }).default(15 * 60_000),
  /** Time slice of one chunk. */
  PLAN_CHUNK: durationSetting({ min: "10s", max: "48h" }).default(5 * 60_000),
  /** Ranges of shards that are planned side by side. */
  PLAN_LANES: integerSetting({ min: 1, max: 256 }).default(8),
  /** Chunks under way at once. */
  PLAN_CONCURRENCY: integerSetting({ min: 1, max: 256 }).default(4),
  /** For one call of one chunk. */
  PLAN_CHUNK_DEADLINE: durationSetting({ min: "1s", max: "15m" }).default(60_000),
  /** Tries at one chunk. */
  PLAN_CHUNK_ATTEMPTS: integerSetting({ min: 1, max: 20 }).default(6),
  /** For the whole window. */
  PLAN_DEADLINE: durationSetting({ min: "5s", max: "1h" }).default(4 * 60_000),
});
export type Config = z.output<typeof Config>;
