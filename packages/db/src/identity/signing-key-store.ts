import type { Sql } from "../sql.ts";

/** A JSON Web Key. */
export type Jwk = Record<string, unknown>;

/** A key whose signatures are accepted. */
export interface VerificationKey {
  id: string;
  publicKey: Jwk;
}

/** The key that signs; the private half is encrypted. */
export interface SigningKey extends VerificationKey {
  privateKey: string;
  /** Milliseconds since it was made, by the database's clock. */
  age: number;
}

/** Of two processes that make a key at once one has to wait and see that it is done. */
export async function lockSigningKeys(sql: Sql): Promise<void> {
  await sql.query("LOCK TABLE signing_keys IN SHARE ROW EXCLUSIVE MODE");
}

/** The newest key, which signs. */
export async function findNewestSigningKey(sql: Sql): Promise<SigningKey | undefined> {
  const [row] = await sql.query<SigningKey>(
    `SELECT id, public_key, private_key, (extract(epoch FROM now() - created_at) * 1000)::float8 AS age
     FROM signing_keys ORDER BY created_at DESC, id LIMIT 1`,
  );
  return row;
}

export async function listVerificationKeys(sql: Sql): Promise<VerificationKey[]> {
  return sql.query<VerificationKey>("SELECT id, public_key FROM signing_keys");
}

export async function insertSigningKey(
  sql: Sql,
  { id, publicKey, privateKey }: Omit<SigningKey, "age">,
): Promise<void> {
  await sql.query(
    // not now(): two keys of one transaction must have an order
    "INSERT INTO signing_keys (id, public_key, private_key, created_at) VALUES ($1, $2, $3, clock_timestamp())",
    [id, JSON.stringify(publicKey), privateKey],
  );
}

/** Removes all keys but the newest that have not signed anything for `idle` milliseconds. */
export async function deleteOldSigningKeys(sql: Sql, idle: number): Promise<void> {
  await sql.query(
    `DELETE FROM signing_keys WHERE created_at < (
       SELECT max(created_at) FROM signing_keys WHERE created_at <= now() - $1 * interval '1 millisecond')`,
    [idle],
  );
}

export async function deleteOtherSigningKeys(sql: Sql, id: string): Promise<void> {
  await sql.query("DELETE FROM signing_keys WHERE id <> $1", [id]);
}
