import type { Scenario } from "./scenario.ts";
import { atMostOnce } from "./scenarios/at-most-once.ts";
import { clockAhead, clockBehind } from "./scenarios/clock-step.ts";
import { editStorm } from "./scenarios/edit-storm.ts";
import { masterAbsent } from "./scenarios/master-absent.ts";
import { masterFrozen } from "./scenarios/master-frozen.ts";
import { masterKilled } from "./scenarios/master-killed.ts";
import { mastersDoubled } from "./scenarios/masters-doubled.ts";
import { overlapSkip } from "./scenarios/overlap-skip.ts";
import { postgresRestarted } from "./scenarios/postgres-restarted.ts";
import { postgresStalled } from "./scenarios/postgres-stalled.ts";
import { postgresUnreachable } from "./scenarios/postgres-unreachable.ts";
import { redisClusterFailover } from "./scenarios/redis-cluster-failover.ts";
import { redisFlushed } from "./scenarios/redis-flushed.ts";
import { redisRestarted } from "./scenarios/redis-restarted.ts";
import { redisStalled } from "./scenarios/redis-stalled.ts";
import { redisUnreachable } from "./scenarios/redis-unreachable.ts";
import { replicaCrashPoints } from "./scenarios/replica-crash-points.ts";
import { replicaFrozen } from "./scenarios/replica-frozen.ts";
import { replicaKilled } from "./scenarios/replica-killed.ts";
import { rollingRestart } from "./scenarios/rolling-restart.ts";
import { serversLate } from "./scenarios/servers-late.ts";
import { workerCrashPoints } from "./scenarios/worker-crash-points.ts";
import { workerFrozen } from "./scenarios/worker-frozen.ts";
import { workerKilled } from "./scenarios/worker-killed.ts";

/** All scenarios, those that take longest first, so that what runs side by side ends together. */
export const SCENARIOS: readonly Scenario[] = [
  masterAbsent,
  postgresStalled,
  redisStalled,
  postgresUnreachable,
  redisUnreachable,
  redisClusterFailover,
  overlapSkip,
  editStorm,
  replicaCrashPoints,
  workerCrashPoints,
  workerFrozen,
  workerKilled,
  atMostOnce,
  rollingRestart,
  replicaFrozen,
  replicaKilled,
  masterFrozen,
  masterKilled,
  mastersDoubled,
  redisFlushed,
  redisRestarted,
  postgresRestarted,
  serversLate,
  clockAhead,
  clockBehind,
];

/** @throws when there is no scenario of that name */
export function findScenario(name: string): Scenario {
  const scenario = SCENARIOS.find((candidate) => candidate.name === name);
  if (scenario === undefined) {
    const known = SCENARIOS.map((candidate) => candidate.name).join(", ");
    throw new Error(`there is no scenario "${name}"; the scenarios are: ${known}`);
  }
  return scenario;
}
