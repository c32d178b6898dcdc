import { randomInt } from "node:crypto";

/** No letters or digits that look alike, because people copy it by hand. */
const ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";
const GROUPS = 4;
const GROUP_LENGTH = 5;

/** A random password such as `x7k2m-9qwer-tz4bn-c3vhj`, of about 99 bits. */
export function newOneTimePassword(): string {
  const letter = () => ALPHABET[randomInt(ALPHABET.length)];
  const group = () => Array.from({ length: GROUP_LENGTH }, letter).join("");
  return Array.from({ length: GROUPS }, group).join("-");
}
