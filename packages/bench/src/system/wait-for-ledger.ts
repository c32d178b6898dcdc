import { setTimeout as sleep } from "node:timers/promises";
import type { Pool } from "pg";

const POLL_INTERVAL_MS = 200;

export interface LedgerToWaitFor {
  count: number;
  /** When they are due; the ledger has a history, too. */
  dueAt: Date;
  withinMs: number;
}

/** Waits until the ledger has `count` runs of an instant that succeeded. @throws when it does not in time */
export async function waitForLedger(sql: Pool, { count, dueAt, withinMs }: LedgerToWaitFor): Promise<void> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const { rows } = await sql.query<{ succeeded: string }>(
      "SELECT count(*) AS succeeded FROM runs WHERE state = 'SUCCEEDED' AND due_at = $1",
      [dueAt],
    );
    const succeeded = Number(rows[0]?.succeeded);
    if (succeeded >= count) return;
    if (Date.now() > deadline) throw new Error(`only ${succeeded} of ${count} runs have succeeded`);
    await sleep(POLL_INTERVAL_MS);
  }
}
