/** More would be of no use to anybody, and slow. */
export const MAX_MATCHES = 1_000;

/** Where a text contains another one, in any case: the offsets, in order, at most `MAX_MATCHES`. */
export function findMatches(text: string, query: string): number[] {
  if (query === "") return [];
  const found: number[] = [];
  // not by toLowerCase: some letters change their length with it
  const pattern = new RegExp(query.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&"), "giu");
  for (const { index } of text.matchAll(pattern)) {
    found.push(index);
    if (found.length === MAX_MATCHES) break;
  }
  return found;
}
