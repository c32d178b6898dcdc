import { CLUSTER_DOMAIN } from "./layout.ts";

interface Meta {
  namespace: string;
  name: string;
}
export interface ServiceObject {
  metadata: Meta;
  spec: { clusterIP?: string };
}
export interface EndpointsObject {
  metadata: Meta;
  subsets?: { addresses?: { ip: string; hostname?: string }[] }[];
}

/** The names of all Services as lines of a hosts file: the virtual address, or for a headless one those of its ready pods. */
export function dnsHostsOf(
  services: readonly ServiceObject[],
  endpoints: readonly EndpointsObject[],
): string {
  const keyOf = ({ metadata }: { metadata: Meta }) => `${metadata.namespace}/${metadata.name}`;
  const byService = new Map(endpoints.map((item) => [keyOf(item), item]));
  const lines = services.flatMap((service) => {
    const name = `${service.metadata.name}.${service.metadata.namespace}.svc.${CLUSTER_DOMAIN}`;
    const { clusterIP } = service.spec;
    if (clusterIP !== "None") return clusterIP ? [`${clusterIP} ${name}`] : [];
    const addresses =
      byService.get(keyOf(service))?.subsets?.flatMap((subset) => subset.addresses ?? []) ?? [];
    return addresses.map(({ ip, hostname }) =>
      [ip, name, ...(hostname === undefined ? [] : [`${hostname}.${name}`])].join(" "),
    );
  });
  return `${lines.join("\n")}\n`;
}
