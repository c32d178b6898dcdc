/**
 * A 32-bit hash of a text: FNV-1a with murmur3's finalizer, so that texts which differ in one character differ in
 * every bit. Stable for ever: shards, jitter and back-off are derived from it.
 */
export function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** A number in [0, 1) that is always the same for the same text. */
export function hashFraction(text: string): number {
  return hash32(text) / 2 ** 32;
}
