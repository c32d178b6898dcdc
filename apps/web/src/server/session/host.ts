const LOOPBACK = /^(localhost|[a-z0-9-]+\.localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])(:\d{1,5})?$/i;

/** @param host as in the header of that name */
export function isLoopbackHost(host: string | null): boolean {
  return host !== null && LOOPBACK.test(host);
}

/**
 * The address that a request comes from, by what the trusted proxies have written: each adds the one it was called
 * from at the end, and everything before that anybody may have written.
 *
 * @param trustedProxies how many there are in front of this server; 0 when the header cannot be believed at all
 */
export function clientAddressFrom(forwardedFor: string | null, trustedProxies: number): string | undefined {
  if (forwardedFor === null || trustedProxies === 0) return undefined;
  return forwardedFor.split(",").at(-trustedProxies)?.trim();
}
