import { infoField } from "./info-field.ts";
import { listMasters, type Master } from "./masters.ts";
import type { RedisClient } from "./redis.ts";

/** How long a good answer counts. */
const CHECK_AGAIN_AFTER_MS = 60_000;

/**
 * A health check: fails when Redis does not answer, or is not fit to hold jobs.
 *
 * @returns a function that throws what is wrong
 */
export function createRedisServerCheck(redis: RedisClient): () => Promise<void> {
  let goodUntil = 0;
  return async () => {
    await redis.ping();
    if (performance.now() < goodUntil) return;
    const problems = await checkRedisServer(redis);
    if (problems.length > 0) throw new Error(`Redis is not fit to hold jobs: ${problems.join("; ")}`);
    goodUntil = performance.now() + CHECK_AGAIN_AFTER_MS;
  };
}

const OLDEST_VERSION = [6, 2] as const;

/**
 * What is wrong with the Redis servers for this product, in words that name the remedy; empty when nothing is.
 *
 * @see https://docs.bullmq.io/guide/going-to-production
 */
export async function checkRedisServer(redis: RedisClient): Promise<string[]> {
  return (await Promise.all(listMasters(redis).map(checkMaster))).flat();
}

async function checkMaster({ name, redis }: Master): Promise<string[]> {
  const info = await redis.info();
  const problems: string[] = [];
  const policy = infoField(info, "maxmemory_policy");
  if (policy !== undefined && policy !== "noeviction") {
    problems.push(
      `the maxmemory-policy of ${name} is ${policy}, so jobs may be thrown away: set it to noeviction`,
    );
  }
  const version = infoField(info, "redis_version");
  const [major = 0, minor = 0] = version?.split(".").map(Number) ?? [];
  const [oldestMajor, oldestMinor] = OLDEST_VERSION;
  if (major < oldestMajor || (major === oldestMajor && minor < oldestMinor)) {
    problems.push(`the version of ${name} is ${version}: at least ${OLDEST_VERSION.join(".")} is needed`);
  }
  return problems;
}
