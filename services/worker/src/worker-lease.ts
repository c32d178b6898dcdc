import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import {
  type ClockSkew,
  type Database,
  type ProcessLease,
  registerProcess,
  removeProcess,
  renewProcess,
} from "@repo/db";

/** This worker's right to hold runs, renewed by a heartbeat. */
export interface WorkerLease {
  /** Whether the lease was taken or renewed less than its length ago, by a clock that neither jumps nor stops. */
  readonly isFresh: boolean;
  /** The name under which runs are claimed; a new one after every loss, so that old claims stay lost. */
  readonly workerId: string;
  /** Renews the lease. @returns false when it was lost; the next call takes a new one */
  renew(): Promise<boolean>;
  release(): Promise<void>;
}

export interface WorkerLeaseOptions
  extends Pick<ProcessLease, "queues" | "version" | "capacity" | "leaseDuration"> {
  clock: Pick<ClockSkew, "skew">;
  /** Told of each failure to take the first lease; the next try follows. */
  onFailure: (error: unknown) => void;
}

const RETRY_PAUSE_MS = 1_000;

/** Takes the first lease, however long Postgres is away. */
export async function takeWorkerLease(
  database: Database,
  { clock, onFailure, ...described }: WorkerLeaseOptions,
): Promise<WorkerLease> {
  const host = hostname();
  const newProcess = () => ({
    id: `worker-${host}-${process.pid}-${randomUUID().slice(0, 8)}`,
    service: "worker",
    host,
    ...described,
  });
  let current = newProcess();
  let isHeld = false;
  let provenMs = Number.NEGATIVE_INFINITY;

  async function renew(): Promise<boolean> {
    // from before the question: the answer may have taken long
    const askedMs = performance.now();
    if (isHeld) {
      isHeld = await renewProcess(database, { ...current, clockSkew: clock.skew });
    } else {
      current = newProcess();
      await registerProcess(database, current);
      isHeld = true;
    }
    if (isHeld) provenMs = askedMs;
    return isHeld;
  }

  while (!isHeld) {
    try {
      await renew();
    } catch (error) {
      onFailure(error);
      await delay(RETRY_PAUSE_MS);
    }
  }
  return {
    get workerId() {
      return current.id;
    },
    get isFresh() {
      return performance.now() - provenMs < described.leaseDuration;
    },
    renew,
    release: () => removeProcess(database, current.id),
  };
}
