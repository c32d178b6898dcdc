export { type EventuallyOptions, eventually } from "./eventually.ts";
export { createTestDatabase, type TestDatabase, type TestDatabaseOptions } from "./test-database.ts";
export { createTestRedis, type TestRedis } from "./test-redis.ts";
export {
  startPostgresServer,
  startRedisServer,
  type TestServer,
  type TestServerOptions,
} from "./test-servers.ts";
