import { readFileSync } from "node:fs";
import { join } from "node:path";
import { API_SERVER, type Layout } from "./layout.ts";

/** Reads from the API server as its administrator. */
export type ReadKubeApi = (path: string) => Promise<unknown>;

export function createKubeApiReader({ certificates }: Layout): ReadKubeApi {
  const read = (name: string) => readFileSync(join(certificates, name), "utf8");
  const tls = { ca: read("ca.crt"), cert: read("admin.crt"), key: read("admin.key") };
  return async (path) => {
    const response = await fetch(`${API_SERVER}${path}`, { tls, signal: AbortSignal.timeout(10_000) });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };
}
