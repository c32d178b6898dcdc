import { DomainError, mustWaitToSignIn } from "@repo/core";
import { countSignInFailures, forgetSignInFailures, insertSignInFailure, type Sql } from "@repo/db";
import { networkOf } from "./network-of.ts";

/** A try to prove to be somebody by a password. */
export interface PasswordTry {
  username: string;
  address: string;
  /** Whether the user has signed in from this address before. */
  isFamiliar: boolean;
}

/**
 * To be called before the password is looked at: after that, the answer would tell a guesser whether it was right.
 *
 * @throws DomainError RESOURCE_EXHAUSTED when it has failed too often
 */
export async function checkFailedTries(
  sql: Sql,
  { username, address, isFamiliar }: PasswordTry,
): Promise<void> {
  const failures = await countSignInFailures(sql, { username, address: networkOf(address) });
  if (!mustWaitToSignIn(failures, isFamiliar)) return;
  const message = "too many failed tries; wait some minutes and try again";
  throw new DomainError("RESOURCE_EXHAUSTED", "TOO_MANY_SIGN_IN_FAILURES", message);
}

/** Counts a failure, or forgets those before a success. */
export async function recordTry(
  sql: Sql,
  { username, address }: PasswordTry,
  { succeeded }: { succeeded: boolean },
): Promise<void> {
  const counted = { username, address: networkOf(address) };
  await (succeeded ? forgetSignInFailures(sql, counted) : insertSignInFailure(sql, counted));
}
