import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { DescService } from "@bufbuild/protobuf";
import { loadConfig } from "@repo/runtime";
import { ClientTlsConfig, clientTlsOf } from "@repo/runtime/auth";
import { createRpcClient, type RpcClient } from "@repo/runtime/rpc/client";
import { z } from "zod";

const ROOT = resolve(import.meta.dirname, "../../..");
/** In the data folder, readable by its owner only: the API token that `dev` has made for this command line. */
export const TOKEN_FILE = "token";

const ConnectionConfig = z.object({
  ...ClientTlsConfig.shape,
  /** An API token. Not set: the one that `dev` has put into the data folder. */
  SCHEDULER_TOKEN: z.string().optional(),
  DEV_DATA_DIR: z.string().default(".data"),
});

/** A client that says who it is: by SCHEDULER_TOKEN, or else by what `dev` on this machine has left for it. */
export function connect<S extends DescService>(desc: S, address: string): RpcClient<S> {
  const config = loadConfig(ConnectionConfig, process.env);
  const token = config.SCHEDULER_TOKEN ?? readToken(resolve(ROOT, config.DEV_DATA_DIR));
  return createRpcClient(desc, address, { tls: clientTlsOf(config), headers: () => bearer(token) });
}

/** The token in a data folder, if there is one. */
export function readToken(dataDir: string): string | undefined {
  const file = join(dataDir, TOKEN_FILE);
  return existsSync(file) ? readFileSync(file, "utf8").trim() || undefined : undefined;
}

export function bearer(token: string | undefined): Record<string, string> {
  return token === undefined ? {} : { authorization: `Bearer ${token}` };
}
