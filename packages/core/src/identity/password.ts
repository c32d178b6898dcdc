export const MIN_PASSWORD_LENGTH = 12;
export const MAX_PASSWORD_LENGTH = 256;

/** What is wrong with a new password, or undefined. Length is what counts: no rules about kinds of characters. */
export function weaknessOf(password: string, username: string): string | undefined {
  if (password.length < MIN_PASSWORD_LENGTH) return `must have at least ${MIN_PASSWORD_LENGTH} characters`;
  if (password.length > MAX_PASSWORD_LENGTH) return `must have at most ${MAX_PASSWORD_LENGTH} characters`;
  if (username !== "" && password.toLowerCase().includes(username.toLowerCase())) {
    return "must not contain the user's name";
  }
  if (new Set(password).size < 5) return "must have at least 5 different characters";
  return undefined;
}
