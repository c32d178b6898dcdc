import { setTimeout as sleep } from "node:timers/promises";
import { eventually } from "@repo/testing";
import type { Scenario } from "../scenario.ts";

const AWAY_MS = 4_000;
const READY_WITHIN_MS = 20_000;

export const serversLate: Scenario = {
  name: "servers-late",
  promise:
    "Processes that start before Postgres and Redis can be reached stay up and go to work when they can.",
  toleranceMs: 5_000,
  repeats: "never",
  async start(system) {
    const proxies = [system.postgresProxy, system.redisProxy];
    await Promise.all(proxies.map((proxy) => proxy.refuse()));
    await Promise.all(system.processes().map((process) => process.start({ waitUntilReady: false })));
    await sleep(AWAY_MS);
    const [postgres, redis] = proxies;
    await postgres?.heal();
    await sleep(AWAY_MS / 2);
    await redis?.heal();
    await eventually(async () => (await system.schedules.listSchedules({})).schedules, {
      withinMs: READY_WITHIN_MS,
      describe: "the replicas to answer",
    });
  },
  disturb: (stage) => stage.untilShare(1),
};
