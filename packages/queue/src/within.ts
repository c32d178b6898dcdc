/** What a promise resolves to, or something else when that takes too long; the promise is left to itself then. */
export async function within<Value, Other>(
  ms: number,
  promise: Promise<Value>,
  otherwise: Other,
): Promise<Value | Other> {
  const { promise: over, resolve } = Promise.withResolvers<Other>();
  const timer = setTimeout(resolve, ms, otherwise);
  // nobody listens any more once the time is over
  promise.catch(() => undefined);
  try {
    return await Promise.race([promise, over]);
  } finally {
    clearTimeout(timer);
  }
}
