import { appendFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { createSupervisor, type SupervisedProcess } from "@repo/local-stack";
import type { FreshStores } from "../system/fresh-stores.ts";
import { PEER_READY } from "./peer-program.ts";
import type { WarmUp } from "./pieces.ts";

/** The files of this folder that are programs. */
export type PeerName =
  | "bullmq-worker"
  | "bullmq-schedulers"
  | "graphile-worker-jobs"
  | "graphile-worker-crontab"
  | "pg-boss-jobs"
  | "pg-boss-schedules";

export interface PeerOptions {
  peer: PeerName;
  /** What runs the program, such as `["node"]`. */
  runtime: readonly string[];
  stores: FreshStores;
  count: number;
  inHand: number;
  dueAt: Date;
  warmUp: WarmUp;
  startsFile: string;
  folder: string;
}

export interface StartedPeer extends AsyncDisposable {
  process: SupervisedProcess;
}

/** Starts a peer. @returns when it has registered everything and listens */
export async function startPeer(options: PeerOptions): Promise<StartedPeer> {
  const { peer, runtime, stores, count, inHand, dueAt, warmUp, startsFile, folder } = options;
  const supervisor = createSupervisor();
  const process = await supervisor.start({
    name: peer,
    command: [...runtime, resolve(import.meta.dirname, `${peer}.ts`)],
    environment: {
      BENCH_DATABASE_URL: stores.databaseUrl,
      BENCH_REDIS_URL: stores.redisUrl,
      BENCH_COUNT: String(count),
      BENCH_IN_HAND: String(inHand),
      BENCH_DUE_AT: String(dueAt.getTime()),
      BENCH_WARM_UP_COUNT: String(warmUp.count),
      BENCH_WARM_UP_DUE_AT: String(warmUp.dueAt.getTime()),
      BENCH_STARTS_FILE: startsFile,
    },
    onLine: (line) => appendFileSync(join(folder, `${peer}.log`), `${line}\n`),
    readyWhen: { line: (line) => line === PEER_READY },
    readyWithinMs: 300_000,
  });
  return { process, [Symbol.asyncDispose]: async () => void (await process.stop(5_000)) };
}
