import { redisUrlSetting } from "@repo/queue";
import {
  crashPointSetting,
  durationSetting,
  integerSetting,
  ListedProcessConfig,
  ProcessConfig,
  RpcServerConfig,
  urlSetting,
} from "@repo/runtime";
import { publicKeysSetting, ServerTlsConfig } from "@repo/runtime/auth";
import { z } from "zod";

/** The environment of schedule-microservice. */
export const Config = z.object({
  ...ProcessConfig.shape,
  ...ListedProcessConfig.shape,
  ...RpcServerConfig.shape,
  ...ServerTlsConfig.shape,
  /** The services that are trusted, such as master-cron-job. */
  SERVICE_PUBLIC_KEYS: publicKeysSetting(),
  /** Where Postgres is, and as whom to sign in there. */
  DATABASE_URL: urlSetting("postgresql", "postgres"),
  /** Connections that one process opens at most. */
  DATABASE_MAX_CONNECTIONS: integerSetting({ min: 2, max: 500 }).default(20),
  /** Where Redis is. */
  REDIS_URL: redisUrlSetting(),
  /** Into how many shards each queue is cut, for a Redis Cluster; not set: as it was. All processes follow at once. */
  QUEUE_SHARDS: integerSetting({ min: 1, max: 64 }).optional(),
  /** How long runs are kept; what was missed before that is not caught up. */
  RUN_RETENTION: durationSetting({ min: "1d", max: "3650d" }).default(30 * 86_400_000),
  /** A replica whose clock is farther from the database's does not plan. */
  MAX_CLOCK_SKEW: durationSetting({ min: "10ms", max: "1h" }).default(2_000),
  /** When every due time up to less than this from now is planned, replicas plan by themselves. */
  MIN_HORIZON: durationSetting({ min: "1s", max: "1d" }).default(5 * 60_000),
  /** How far replicas then plan ahead. */
  WATCHDOG_WINDOW: durationSetting({ min: "1s", max: "2d" }).default(10 * 60_000),
  /** How many schedules one user may own. */
  MAX_SCHEDULES_PER_OWNER: integerSetting({ min: 1, max: 10_000_000 }).default(10_000),
  /** How many streams one user may have open at a replica. */
  MAX_STREAMS_PER_CALLER: integerSetting({ min: 1, max: 100_000 }).default(50),
  /** For tests only: dies when rows are committed and not enqueued, or enqueued and not confirmed. */
  CRASH_POINT: crashPointSetting("COMMITTED", "ENQUEUED").optional(),
});
export type Config = z.output<typeof Config>;
