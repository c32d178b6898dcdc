import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { type Database, registerProcess, removeProcess, renewProcess } from "@repo/db";

/** This worker's right to hold runs, renewed by a heartbeat. */
export interface WorkerLease {
  /** The name under which runs are claimed; a new one after every loss, so that old claims stay lost. */
  readonly workerId: string;
  /** Renews the lease. @returns false when it was lost; the next call takes a new one */
  renew(): Promise<boolean>;
  release(): Promise<void>;
}

/** @param leaseDuration milliseconds without a sign of life after which the worker counts as dead */
export async function takeWorkerLease(database: Database, leaseDuration: number): Promise<WorkerLease> {
  const host = hostname();
  const newProcess = () => ({
    id: `worker-${host}-${process.pid}-${randomUUID().slice(0, 8)}`,
    service: "worker",
    host,
    leaseDuration,
  });
  let current = newProcess();
  let isHeld = true;
  await registerProcess(database, current);
  return {
    get workerId() {
      return current.id;
    },
    async renew() {
      if (!isHeld) {
        current = newProcess();
        await registerProcess(database, current);
        isHeld = true;
        return true;
      }
      isHeld = await renewProcess(database, current);
      return isHeld;
    },
    release: () => removeProcess(database, current.id),
  };
}
