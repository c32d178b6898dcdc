import { isIP, isIPv6 } from "node:net";
import { checkAddresses } from "../http/address-guard.ts";
import type { HttpAllowList } from "../http/allow-list.ts";
import type { ResolveHost } from "../http/guarded-lookup.ts";
import { TargetError } from "../target-error.ts";

/** A server, and where it may be reached. */
export interface ServerAddress {
  /** As in a URL: lower case, an IPv6 address in brackets. */
  host: string;
  port: number;
  /** `host:port`, for people, for TLS and for the `:authority` of calls. */
  authority: string;
  /** For grpc-js: the addresses that were checked, and no name that it would look up again. */
  target: string;
  addresses: readonly string[];
}

/**
 * Finds the addresses of a server and checks every one.
 *
 * @throws TargetError when one of them may not be reached, or there is none
 */
export async function resolveAddress(
  address: string,
  allow: HttpAllowList,
  resolve: ResolveHost,
): Promise<ServerAddress> {
  const written = address.replace(/^dns:\/\/\//, "");
  const colon = written.lastIndexOf(":");
  const [host, port] = [written.slice(0, colon).toLowerCase(), Number(written.slice(colon + 1))];
  const name = host.replace(/^\[|\]$/g, "");
  const authority = `${host}:${port}`;
  const found = isIP(name) === 0 ? await lookUp(name, authority, resolve) : [name];
  checkAddresses(name, found, allow);
  // grpc-js takes addresses of one family
  const ipv4 = found.filter((each) => !isIPv6(each));
  const addresses = (ipv4.length > 0 ? ipv4 : found).toSorted();
  const target =
    ipv4.length > 0
      ? `ipv4:${addresses.map((each) => `${each}:${port}`).join(",")}`
      : `ipv6:${addresses.map((each) => `[${each}]:${port}`).join(",")}`;
  return { host, port, authority, target, addresses };
}

async function lookUp(name: string, authority: string, resolve: ResolveHost): Promise<string[]> {
  const found = await resolve(name).catch((error: unknown) => {
    const code = error instanceof Error && "code" in error ? ` (${error.code})` : "";
    throw new TargetError(`${authority} cannot be found: name resolution failed${code}`, { retryable: true });
  });
  if (found.length > 0) return found.map(({ address }) => address);
  throw new TargetError(`${authority} cannot be found: the host name has no address`, { retryable: true });
}
