export * from "./cancel-requests.ts";
export type { Subscription } from "./channel.ts";
export * from "./consumer.ts";
export * from "./epoch.ts";
export * from "./events.ts";
export { type JobIdentity, jobIdOf } from "./names.ts";
export * from "./producer.ts";
export { createCommandRedis, type RedisOptions, whenReady } from "./redis.ts";
export * from "./server-check.ts";
