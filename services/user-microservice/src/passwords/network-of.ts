import { isIPv6 } from "node:net";

/**
 * What failed sign-ins of an address count against. One household has 2^64 addresses of IPv6, so that the network
 * stands for all of them.
 */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = "", tail] = address.split("::");
  const groups = head.split(":").filter((group) => group !== "");
  const missing = tail === undefined ? 0 : 8 - groups.length - tail.split(":").filter(Boolean).length;
  const zeros = Array.from({ length: Math.max(0, missing) }, () => "0");
  return `${[...groups, ...zeros, ...(tail?.split(":") ?? [])]
    .slice(0, 4)
    .map((group) => Number.parseInt(group || "0", 16).toString(16))
    .join(":")}::/64`;
}
