import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { SupervisedProcess } from "@repo/local-stack";
import { dnsHostsOf, type EndpointsObject, type ServiceObject } from "./dns-hosts.ts";
import type { ReadKubeApi } from "./kube-api.ts";
import type { Layout } from "./layout.ts";

const INTERVAL_MS = 1_000;

/** Keeps the names that dnsmasq answers up to date with the cluster's Services. @returns what stops it */
export function keepDns(layout: Layout, read: ReadKubeApi, dnsmasq: SupervisedProcess): () => void {
  const folder = join(layout.folder, "hosts");
  mkdirSync(folder, { recursive: true });
  let written = "";
  let isUnderWay = false;
  const timer = setInterval(async () => {
    if (isUnderWay) return;
    isUnderWay = true;
    try {
      const [services, endpoints] = await Promise.all([
        read("/api/v1/services") as Promise<{ items: ServiceObject[] }>,
        read("/api/v1/endpoints") as Promise<{ items: EndpointsObject[] }>,
      ]);
      const hosts = dnsHostsOf(services.items, endpoints.items);
      if (hosts === written) return;
      writeFileSync(join(folder, "services"), hosts);
      dnsmasq.kill("SIGHUP");
      written = hosts;
    } catch {
      // the API server is busy: the names stay as they are until the next time
    } finally {
      isUnderWay = false;
    }
  }, INTERVAL_MS);
  return () => clearInterval(timer);
}
