/**
 * A lookup that remembers its answers, at most `limit` of them, so that sharing never grows without bound.
 *
 * Two generations instead of an order of use: when the young one is full it becomes the old one, and what is asked
 * for again moves up. Deleting single entries from a Map would cost more than the answers.
 */
export function boundedCache<V>(limit: number, create: (key: string) => V): (key: string) => V {
  let young = new Map<string, V>();
  let old = new Map<string, V>();
  return (key) => {
    const recent = young.get(key);
    if (recent !== undefined) return recent;
    const value = old.get(key) ?? create(key);
    if (young.size >= limit / 2) {
      old = young;
      young = new Map();
    }
    young.set(key, value);
    return value;
  };
}
