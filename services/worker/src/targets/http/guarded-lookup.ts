import dns from "node:dns/promises";
import { isIP, type LookupFunction } from "node:net";
import { checkAddresses } from "./address-guard.ts";
import type { HttpAllowList } from "./allow-list.ts";

export interface ResolvedAddress {
  address: string;
  family: number;
}

/** Finds the addresses of a host name. */
export type ResolveHost = (host: string) => Promise<ResolvedAddress[]>;

/** What the operating system answers: the hosts file, search domains and cluster DNS included. */
export const resolveHostBySystem: ResolveHost = (host) => dns.lookup(host, { all: true });

/**
 * The lookup of an agent. The socket connects to exactly the addresses returned here, so that a name which changes its
 * answer after the check (DNS rebinding) gains nothing.
 */
export function createGuardedLookup(allow: HttpAllowList, resolve: ResolveHost): LookupFunction {
  return (host, options, callback) => {
    resolve(host).then(
      (resolved) => {
        try {
          const first = resolved[0];
          if (first === undefined) throw new Error(`${host} has no address`);
          checkAddresses(
            host,
            resolved.map((entry) => entry.address),
            allow,
          );
          if (options.all) callback(null, resolved);
          else callback(null, first.address, first.family);
        } catch (error) {
          callback(error as Error, []);
        }
      },
      (error: Error) => callback(error, []),
    );
  };
}

/** Sockets do not look up literal addresses, so these are checked before. @throws TargetError */
export function checkLiteralAddress(url: URL, allow: HttpAllowList): void {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (isIP(host) !== 0) checkAddresses(host, [host], allow);
}
