import type { Sql } from "./sql.ts";

/**
 * Takes or keeps a named lease: one holder at a time, by the database's clock.
 *
 * @param durationMs the lease ends by itself after this
 * @returns whether `holder` has the lease
 */
export async function holdLease(
  sql: Sql,
  { name, holder, durationMs }: { name: string; holder: string; durationMs: number },
): Promise<boolean> {
  const rows = await sql.query(
    `INSERT INTO leases (name, holder, expires_at) VALUES ($1, $2, now() + make_interval(secs => $3 / 1000.0))
     ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, expires_at = excluded.expires_at
     WHERE leases.holder = excluded.holder OR leases.expires_at < now()
     RETURNING 1`,
    [name, holder, durationMs],
  );
  return rows.length > 0;
}

export async function releaseLease(
  sql: Sql,
  { name, holder }: { name: string; holder: string },
): Promise<void> {
  await sql.query("DELETE FROM leases WHERE name = $1 AND holder = $2", [name, holder]);
}
