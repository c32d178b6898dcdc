/** Nobody reads more than that of a log as it goes by. */
const MAX_LENGTH = 200_000;
/** Enough of a text to look for where it begins in another one. */
const BEGINNING = 64;

/**
 * A growing text of which only the end comes again and again: what came before stays, so that nothing slides away
 * under the eyes of a reader. When the two have nothing in common, only the newer one is known to be right.
 */
export function joinTails(before: string, now: string): string {
  const overlap = startOfOverlap(before, now);
  const joined = overlap === undefined ? now : before.slice(0, overlap) + now;
  return joined.length > MAX_LENGTH ? fromLineStart(joined.slice(-MAX_LENGTH)) : joined;
}

/** Where in the older text the newer one begins, if all that follows there is how the newer one goes. */
function startOfOverlap(before: string, now: string): number | undefined {
  const beginning = now.slice(0, BEGINNING);
  if (beginning === "") return undefined;
  // what follows an earlier place is longer than the newer text
  const first = Math.max(0, before.length - now.length);
  for (let at = before.indexOf(beginning, first); at !== -1; at = before.indexOf(beginning, at + 1)) {
    if (now.startsWith(before.slice(at))) return at;
  }
  return undefined;
}

function fromLineStart(text: string): string {
  return text.slice(text.indexOf("\n") + 1);
}
