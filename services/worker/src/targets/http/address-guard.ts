import ipaddr from "ipaddr.js";
import { TargetError } from "../target-error.ts";
import { allowsAddress, allowsName, type HttpAllowList } from "./allow-list.ts";

const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR("2000::/3");
// gives out the secrets of Azure machines, from an address that looks public
const AZURE_WIRE_SERVER = "168.63.129.16";

const RANGE_TEXTS: Record<string, string> = {
  private: "a private address",
  uniqueLocal: "a private address",
  loopback: "a loopback address",
  linkLocal: "a link-local address",
  carrierGradeNat: "a carrier-grade NAT address",
  multicast: "a multicast address",
  unspecified: "the unspecified address",
  rfc6052: "a NAT64 address",
  rfc6145: "an IPv4-translated address",
  "6to4": "a 6to4 address",
  teredo: "a Teredo address",
  metadata: "a cloud metadata address",
};

/**
 * Refuses the addresses that are not on the public internet, unless the list allows them or the host's name.
 *
 * @param host as in the URL: a name or a literal address
 * @param addresses what the name resolves to
 * @throws TargetError when any one is refused: one bad answer shows that the name is not to be trusted
 */
export function checkAddresses(host: string, addresses: readonly string[], allow: HttpAllowList): void {
  if (allowsName(allow, host)) return;
  for (const address of addresses) {
    const refusal = refusalOf(address, allow);
    if (refusal === undefined) continue;
    const verb = host === address ? "is" : "resolves to";
    throw new TargetError(
      `${host} ${verb} ${refusal}, which targets may not reach unless the operator allows it`,
    );
  }
}

function refusalOf(text: string, allow: HttpAllowList): string | undefined {
  // the scope of fe80::1%eth0 does not matter here
  const plain = text.split("%")[0] ?? text;
  if (!ipaddr.isValid(plain)) return "an address that is not understood";
  // an IPv4 address in IPv6 clothing (::ffff:10.0.0.1) is judged as what it is
  const address = ipaddr.process(plain);
  if (allowsAddress(allow, address)) return undefined;

  const range = address.toString() === AZURE_WIRE_SERVER ? "metadata" : address.range();
  const isPublic = range === "unicast" && (address.kind() === "ipv4" || address.match(GLOBAL_UNICAST));
  if (isPublic) return undefined;
  return RANGE_TEXTS[range] ?? "a reserved address";
}
