import type { ReflectedMethod } from "./reflection.ts";

/** A server that is updated describes itself anew within so long. */
const FRESH_MS = 60_000;
const MAX_METHODS = 64;

/** What servers have said of their methods lately: asking costs a round trip for every file. */
export interface ReflectionCache {
  find(key: string, now: number): ReflectedMethod | undefined;
  keep(key: string, method: ReflectedMethod, now: number): void;
}

export function createReflectionCache(): ReflectionCache {
  const kept = new Map<string, { method: ReflectedMethod; until: number }>();
  return {
    find(key, now) {
      const found = kept.get(key);
      return found !== undefined && now < found.until ? found.method : undefined;
    },
    keep(key, method, now) {
      kept.delete(key);
      kept.set(key, { method, until: now + FRESH_MS });
      const [oldest] = kept.keys();
      if (kept.size > MAX_METHODS && oldest !== undefined) kept.delete(oldest);
    },
  };
}
