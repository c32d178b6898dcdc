/** A lookup that remembers its last `limit` distinct answers, so that sharing never grows without bound. */
export function boundedCache<V>(limit: number, create: (key: string) => V): (key: string) => V {
  const entries = new Map<string, V>();
  return (key) => {
    const known = entries.get(key);
    if (known !== undefined) return known;
    const created = create(key);
    if (entries.size >= limit) {
      const oldest = entries.keys().next();
      if (!oldest.done) entries.delete(oldest.value);
    }
    entries.set(key, created);
    return created;
  };
}
