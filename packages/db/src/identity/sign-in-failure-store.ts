import { SIGN_IN_WINDOW, type SignInFailures } from "@repo/core";
import type { Sql } from "../sql.ts";

export interface SignInTry {
  username: string;
  address: string;
}

export async function insertSignInFailure(sql: Sql, { username, address }: SignInTry): Promise<void> {
  await sql.query("INSERT INTO sign_in_failures (username, address) VALUES ($1, $2)", [username, address]);
}

export async function countSignInFailures(
  sql: Sql,
  { username, address }: SignInTry,
): Promise<SignInFailures> {
  const [row] = await sql.query<SignInFailures>(
    `SELECT count(*) FILTER (WHERE username = $1 AND address = $2)::int AS same_pair,
            count(*) FILTER (WHERE address = $2)::int AS same_address,
            count(*) FILTER (WHERE username = $1)::int AS same_name
     FROM sign_in_failures
     WHERE (username = $1 OR address = $2) AND failed_at > now() - $3 * interval '1 millisecond'`,
    [username, address, SIGN_IN_WINDOW],
  );
  return row ?? { samePair: 0, sameAddress: 0, sameName: 0 };
}

/** What was typed wrongly before the right password does not count any more. */
export async function forgetSignInFailures(sql: Sql, { username, address }: SignInTry): Promise<void> {
  await sql.query("DELETE FROM sign_in_failures WHERE username = $1 AND address = $2", [username, address]);
}
