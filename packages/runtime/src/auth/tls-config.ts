import { z } from "zod";
import type { ClientTls } from "../rpc/client/channel-options.ts";
import type { ServerTls } from "../rpc/server/rpc-server.ts";
import { StartupError } from "../startup-error.ts";

const pem = (what: string) =>
  z
    .string()
    .transform((text) => text.replaceAll("\\n", "\n"))
    .pipe(z.string().regex(/^-----BEGIN [A-Z ]+-----/, `must be ${what} in PEM`));

/** TLS of a server. Nothing set: none. */
export const ServerTlsConfig = z.object({
  /** The own certificate, with those between it and the authority: of a server, or of a client for mutual TLS. */
  TLS_CERTIFICATE: pem("a certificate").optional(),
  /** Belongs to TLS_CERTIFICATE. */
  TLS_PRIVATE_KEY: pem("a private key").optional(),
  /** The authority of the clients' certificates: with it, only clients that have one are served (mutual TLS). */
  TLS_CLIENT_CA: pem("a certificate").optional(),
});

/** TLS of a client. Nothing set: none. */
export const ClientTlsConfig = z.object({
  /** The authority of the servers' certificates. */
  TLS_CA: pem("a certificate").optional(),
  /** The client's own certificate and key, when the server asks for them. */
  TLS_CERTIFICATE: pem("a certificate").optional(),
  TLS_PRIVATE_KEY: pem("a private key").optional(),
});

/** @throws StartupError when only a part is set */
export function serverTlsOf(config: z.output<typeof ServerTlsConfig>): ServerTls | undefined {
  const { TLS_CERTIFICATE: certificate, TLS_PRIVATE_KEY: privateKey, TLS_CLIENT_CA: clientCa } = config;
  if (certificate === undefined && privateKey === undefined && clientCa === undefined) return undefined;
  if (certificate === undefined || privateKey === undefined) throw incomplete("serve with TLS");
  return { certificate, privateKey, ...(clientCa !== undefined && { clientCa }) };
}

/** @throws StartupError when only a part is set */
export function clientTlsOf(config: z.output<typeof ClientTlsConfig>): ClientTls | undefined {
  const { TLS_CA: ca, TLS_CERTIFICATE: certificate, TLS_PRIVATE_KEY: privateKey } = config;
  if (ca === undefined && certificate === undefined && privateKey === undefined) return undefined;
  if (ca === undefined) throw new StartupError("set TLS_CA, or TLS_CA_FILE, to call servers with TLS");
  if ((certificate === undefined) !== (privateKey === undefined)) throw incomplete("call with mutual TLS");
  return { ca, ...(certificate !== undefined && privateKey !== undefined && { certificate, privateKey }) };
}

function incomplete(purpose: string): StartupError {
  return new StartupError(
    `set both TLS_CERTIFICATE and TLS_PRIVATE_KEY, or their _FILE variables, to ${purpose}`,
  );
}
