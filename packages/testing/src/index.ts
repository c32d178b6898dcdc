export { aDefinition } from "./a-definition.ts";
export { callAnyMethod } from "./call-any-method.ts";
export {
  type CheckRunsInput,
  checkRuns,
  type ExpectedRun,
  type ObservedCall,
  type Problem,
  type RunCheck,
} from "./check-runs.ts";
export { dailySchedules } from "./daily-schedules.ts";
export { type EventuallyOptions, eventually } from "./eventually.ts";
export { type FaultProxy, type FaultProxyOptions, startFaultProxy } from "./fault-proxy.ts";
export { type FuzzOptions, type FuzzResult, fuzzMethods } from "./fuzz-methods.ts";
export { arbitraryMessage } from "./message-arbitrary.ts";
export {
  type RecordedCall,
  type Recorder,
  type RecorderAnswer,
  type RecorderOptions,
  startRecorder,
} from "./recorder.ts";
export {
  insertScheduleRows,
  type SeededSchedule,
  type SeedOptions,
  type SqlRunner,
  seedSchedules,
} from "./seed-schedules.ts";
export { createTestDatabase, type TestDatabase, type TestDatabaseOptions } from "./test-database.ts";
export {
  aCaller,
  createTestUser,
  serviceEnvironment,
  serviceHeaders,
  type TestUser,
  type TestUserOptions,
} from "./test-identity.ts";
export { createTestRedis, type TestRedis } from "./test-redis.ts";
export { type ClusterPair, startRedisCluster, type TestRedisCluster } from "./test-redis-cluster.ts";
export {
  type RedisServerOptions,
  startPostgresServer,
  startRedisServer,
  type TestServer,
  type TestServerOptions,
} from "./test-servers.ts";
