import { DomainError, type Secret } from "@repo/core";
import type { Secret as SecretRow } from "../generated/client.ts";
import type { Sql } from "../sql.ts";

const MAX_SECRETS = 1_000;

/** A secret with its encrypted value. */
export interface SealedSecret {
  name: string;
  hosts: string[];
  value: string;
}

export interface PutSecret extends SealedSecret {
  description: string;
  updatedBy: string;
}

/** Stores or replaces a secret. @throws DomainError RESOURCE_EXHAUSTED */
export async function putSecret(sql: Sql, secret: PutSecret): Promise<Secret> {
  const [full] = await sql.query(
    "SELECT 1 WHERE (SELECT count(*) FROM secrets) >= $2 AND NOT EXISTS (SELECT 1 FROM secrets WHERE name = $1)",
    [secret.name, MAX_SECRETS],
  );
  if (full !== undefined) {
    const message = `there are ${MAX_SECRETS} secrets already; delete those that are not used any more`;
    throw new DomainError("RESOURCE_EXHAUSTED", "TOO_MANY_SECRETS", message);
  }
  const [row] = await sql.query<SecretRow>(
    `INSERT INTO secrets (name, description, hosts, value, updated_by) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (name) DO UPDATE SET description = excluded.description, hosts = excluded.hosts,
       value = excluded.value, updated_by = excluded.updated_by, updated_at = now()
     RETURNING *`,
    [secret.name, secret.description, secret.hosts, secret.value, secret.updatedBy],
  );
  if (row === undefined) throw new Error("the statement was expected to return the secret");
  return secretOf(row);
}

export async function findSecret(sql: Sql, name: string): Promise<Secret | undefined> {
  const [row] = await sql.query<SecretRow>("SELECT * FROM secrets WHERE name = $1", [name]);
  return row && secretOf(row);
}

export async function listSecrets(sql: Sql): Promise<Secret[]> {
  const rows = await sql.query<SecretRow>(`SELECT * FROM secrets ORDER BY name LIMIT ${MAX_SECRETS}`);
  return rows.map(secretOf);
}

/** @throws DomainError NOT_FOUND */
export async function deleteSecret(sql: Sql, name: string): Promise<Secret> {
  const [row] = await sql.query<SecretRow>("DELETE FROM secrets WHERE name = $1 RETURNING *", [name]);
  if (row === undefined) {
    throw new DomainError("NOT_FOUND", "SECRET_NOT_FOUND", `there is no secret named "${name}"`);
  }
  return secretOf(row);
}

/** The secrets of these names, with their encrypted values, for a worker. */
export async function readSealedSecrets(sql: Sql, names: readonly string[]): Promise<SealedSecret[]> {
  return sql.query<SealedSecret>("SELECT name, hosts, value FROM secrets WHERE name = ANY($1)", [names]);
}

/** All secrets with their encrypted values, to encrypt them anew. */
export async function listSealedSecrets(sql: Sql): Promise<SealedSecret[]> {
  return sql.query<SealedSecret>("SELECT name, hosts, value FROM secrets ORDER BY name");
}

/** Replaces an encrypted value, unless somebody has stored another one meanwhile. */
export async function replaceSealedValue(
  sql: Sql,
  { name, from, to }: { name: string; from: string; to: string },
): Promise<void> {
  await sql.query("UPDATE secrets SET value = $3 WHERE name = $1 AND value = $2", [name, from, to]);
}

function secretOf(row: SecretRow): Secret {
  const { name, description, hosts, updatedBy, createdAt, updatedAt } = row;
  return { name, description, hosts, updatedBy, createdAt, updatedAt };
}
