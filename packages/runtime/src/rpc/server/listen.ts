import type { Server, ServerCredentials } from "@grpc/grpc-js";
import { StartupError } from "../../startup-error.ts";

export interface ListenAddress {
  /** Such as `0.0.0.0`, `127.0.0.1` or `::1`. */
  host: string;
  /** 0 for any free port. */
  port: number;
}

const EXPLANATIONS: readonly [RegExp, string][] = [
  [/EADDRINUSE/, "the port is in use: stop the process that holds it, or set another GRPC_PORT"],
  [/EACCES/, "this user may not open that port: set a GRPC_PORT above 1023"],
  [/EADDRNOTAVAIL|ENOTFOUND|resolution/i, "this machine has no such address: set another GRPC_HOST"],
];

/** Opens the port; what goes wrong becomes one line that says what to do. */
export function bindServer(
  server: Server,
  { host, port }: ListenAddress,
  credentials: ServerCredentials,
): Promise<number> {
  const address = host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
  return new Promise((resolve, reject) => {
    server.bindAsync(address, credentials, (error, boundPort) => {
      if (!error) return resolve(boundPort);
      const [, explanation = error.message] = EXPLANATIONS.find(([sign]) => sign.test(error.message)) ?? [];
      reject(new StartupError(`cannot listen on ${address}: ${explanation}`, { cause: error }));
    });
  });
}
