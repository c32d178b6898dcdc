import { setTimeout as sleep } from "node:timers/promises";
import type { Pool } from "pg";

const POLL_INTERVAL_MS = 200;

/** Waits until the ledger has `count` runs that succeeded. @throws when it does not by `deadline` */
export async function waitForLedger(sql: Pool, count: number, deadline: number): Promise<void> {
  for (;;) {
    const { rows } = await sql.query<{ succeeded: string }>(
      "SELECT count(*) AS succeeded FROM runs WHERE state = 'SUCCEEDED'",
    );
    const succeeded = Number(rows[0]?.succeeded);
    if (succeeded >= count) return;
    if (Date.now() > deadline) throw new Error(`only ${succeeded} of ${count} runs have succeeded`);
    await sleep(POLL_INTERVAL_MS);
  }
}
