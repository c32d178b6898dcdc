import { setTimeout as sleep } from "node:timers/promises";
import { Redis } from "ioredis";
import type { Scenario } from "../scenario.ts";

export const redisRestarted: Scenario = {
  name: "redis-restarted",
  promise: "Redis may crash and come back with its data, or come back empty.",
  toleranceMs: 10_000,
  repeats: "never",
  async disturb(stage) {
    const { redis, redisProxy } = stage.system;
    await stage.untilShare(0.15);
    stage.faultBegins("SIGKILL Redis, back with its data");
    await redis.kill();
    await sleep(1_000);
    await redis.start();
    stage.faultEnds();

    await stage.untilShare(0.6);
    stage.faultBegins("SIGKILL Redis, back without its data");
    await redisProxy.refuse();
    await redis.kill();
    await redis.start();
    const client = new Redis(redis.url);
    await client.flushall();
    client.disconnect();
    await redisProxy.heal();
    stage.faultEnds();
  },
};
