import { Redis } from "ioredis";
import type { Scenario } from "../scenario.ts";

export const redisFlushed: Scenario = {
  name: "redis-flushed",
  promise: "FLUSHALL loses no run and doubles none: everything in Redis is made again from Postgres.",
  toleranceMs: 8_000,
  repeats: "never",
  async disturb(stage) {
    const redis = new Redis(stage.system.redis.url);
    try {
      const times = stage.form === "short" ? 2 : 6;
      for (let i = 0; i < times; i++) {
        await stage.untilShare((i + 0.2 + stage.random.next() * 0.3) / times);
        stage.faultBegins("FLUSHALL");
        await redis.flushall();
        stage.faultEnds();
      }
    } finally {
      redis.disconnect();
    }
  },
};
