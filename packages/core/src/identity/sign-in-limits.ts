/** Failed sign-ins of the last {@link SIGN_IN_WINDOW} milliseconds. */
export interface SignInFailures {
  /** With this name from this address. */
  samePair: number;
  /** From this address, with any name. */
  sameAddress: number;
  /** With this name, from any address. */
  sameName: number;
}

export const SIGN_IN_WINDOW = 15 * 60_000;

const MAX_SAME_PAIR = 5;
const MAX_SAME_ADDRESS = 30;
const MAX_SAME_NAME = 50;

/**
 * Whether another try to sign in has to wait.
 *
 * Nobody can lock out someone else: failures count against the address they come from. Those of a name all over the
 * world (a guess spread over many addresses) count only where this user has not signed in before.
 *
 * @param isFamiliar whether the user has signed in from this address before
 */
export function mustWaitToSignIn(failures: SignInFailures, isFamiliar: boolean): boolean {
  if (failures.samePair >= MAX_SAME_PAIR || failures.sameAddress >= MAX_SAME_ADDRESS) return true;
  return failures.sameName >= MAX_SAME_NAME && !isFamiliar;
}
