import { setTimeout as sleep } from "node:timers/promises";
import type { ClusterPair, TestServer } from "@repo/testing";
import { Redis } from "ioredis";
import type { Scenario, Stage } from "../scenario.ts";

const SHARDS = 3;
/** How much of what its master has confirmed a replica lacks when it takes over. */
const BEHIND_MS = 2_500;

export const redisClusterFailover: Scenario = {
  name: "redis-cluster-failover",
  promise:
    "Masters of a Redis Cluster may die and replicas take over that lack confirmed writes: no run is lost or doubled.",
  toleranceMs: 40_000,
  repeats: "never",
  loadSeconds: 24,
  system: { redis: "cluster", environment: { QUEUE_SHARDS: String(SHARDS) } },
  async disturb(stage) {
    const { pairs } = stage.system.redisCluster;
    const rounds = stage.form === "short" ? 2 : 8;
    await stage.untilShare(0.05);
    await checkSpread(pairs);
    let victims: ClusterPair[] = [];
    for (let round = 0; round < rounds; round++) {
      await stage.untilShare((round + 0.2) / rounds);
      if (victims.length === 0) victims = [...pairs];
      const pair = stage.random.pick(victims);
      victims.splice(victims.indexOf(pair), 1);
      // every other replica is up to date, as far as asynchronous replication goes
      await failOver(stage, await rolesOf(pair), round % 2 === 0 ? BEHIND_MS : 0);
    }
  },
};

/** Kills a master, lets its replica take over, and starts it again as the replica of that. */
async function failOver(stage: Stage, { master, replica }: ClusterPair, behindMs: number): Promise<void> {
  const { redisCluster } = stage.system;
  const lag = behindMs > 0 ? `, whose replica is ${behindMs} ms behind` : "";
  stage.faultBegins(`SIGKILL the master on port ${master.port}${lag}`);
  if (behindMs > 0) {
    replica.signal("SIGSTOP");
    await sleep(behindMs);
  }
  await master.kill();
  replica.signal("SIGCONT");
  await redisCluster.waitForMaster(replica);
  stage.faultEnds();
  await master.start();
  await redisCluster.waitForReplica(master);
}

/** The pair as it is now: every failover swaps the two. */
async function rolesOf({ master, replica }: ClusterPair): Promise<ClusterPair> {
  const isSwapped = (await ask(master, (redis) => redis.info("replication"))).includes("role:slave");
  return isSwapped ? { master: replica, replica: master } : { master, replica };
}

/** @throws when a master has no jobs: its failover would show nothing */
async function checkSpread(pairs: readonly ClusterPair[]): Promise<void> {
  for (const { master } of pairs) {
    const jobs = await ask(master, (redis) => redis.keys("{scheduler:default:*}:runs:*_*"));
    if (jobs.length === 0) throw new Error(`the master on port ${master.port} holds no jobs`);
  }
}

async function ask<Answer>(server: TestServer, question: (redis: Redis) => Promise<Answer>): Promise<Answer> {
  const redis = new Redis(server.url);
  try {
    return await question(redis);
  } finally {
    redis.disconnect();
  }
}
