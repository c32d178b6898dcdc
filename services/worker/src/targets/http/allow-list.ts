import ipaddr from "ipaddr.js";
import { z } from "zod";

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** What http and grpc targets may reach although it is not on the public internet. */
export interface HttpAllowList {
  networks: readonly [Address, number][];
  /** Lower case, without the trailing dot. A name stands for itself and every name beneath it. */
  names: readonly string[];
}

const HOST_NAME =
  /^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*$/;

/** Reads a list such as `127.0.0.0/8, fd00::/8, 10.1.2.3, svc.cluster.local`; empty allows nothing. */
export const HttpAllowList = z.string().transform((text, issues): HttpAllowList => {
  const networks: [Address, number][] = [];
  const names: string[] = [];
  for (const entry of text.split(",").map((part) => part.trim().toLowerCase())) {
    if (entry === "") continue;
    const network = parseNetwork(entry);
    if (network !== undefined) networks.push(network);
    else if (isHostName(entry)) names.push(withoutTrailingDot(entry));
    else issues.addIssue({ code: "custom", message: explainEntry(entry), input: text });
  }
  return { networks, names };
});

/** Whether every address of this host name may be reached. */
export function allowsName(list: HttpAllowList, host: string): boolean {
  const name = withoutTrailingDot(host.toLowerCase());
  return list.names.some((allowed) => name === allowed || name.endsWith(`.${allowed}`));
}

export function allowsAddress(list: HttpAllowList, address: Address): boolean {
  return list.networks.some(
    ([network, bits]) => network.kind() === address.kind() && address.match(network, bits),
  );
}

function parseNetwork(entry: string): [Address, number] | undefined {
  if (ipaddr.isValidCIDR(entry)) return ipaddr.parseCIDR(entry);
  // only the dotted form: ipaddr.js takes `10` and `0x7f000001` for addresses too
  if (!ipaddr.IPv4.isValidFourPartDecimal(entry) && !ipaddr.IPv6.isValid(entry)) return undefined;
  const address = ipaddr.parse(entry);
  return [address, address.kind() === "ipv4" ? 32 : 128];
}

function isHostName(entry: string): boolean {
  const lastLabel = withoutTrailingDot(entry).split(".").at(-1) ?? "";
  // a name that ends in a number is an address written wrongly
  return HOST_NAME.test(withoutTrailingDot(entry)) && !/^(\d+|0x[0-9a-f]*)$/.test(lastLabel);
}

function withoutTrailingDot(name: string): string {
  return name.endsWith(".") ? name.slice(0, -1) : name;
}

function explainEntry(entry: string): string {
  const remedy = "write an address, a network such as 10.0.0.0/8 or a host name such as svc.cluster.local";
  if (entry.includes("://")) return `"${entry}" is a URL; ${remedy}`;
  if (entry.includes("*")) return `"${entry}" has a wildcard; a host name includes all names beneath it`;
  return `"${entry}" is neither an address nor a network nor a host name; ${remedy}`;
}
