import { TargetError } from "../target-error.ts";

const TEXTS: Record<string, string> = {
  ECONNREFUSED: "refused the connection",
  ECONNRESET: "closed the connection before it had answered",
  EPIPE: "closed the connection before it had answered",
  ENOTFOUND: "cannot be found: the host name has no address",
  EAI_AGAIN: "cannot be found at the moment: name resolution failed",
  ETIMEDOUT: "did not accept the connection in time",
  EHOSTUNREACH: "cannot be reached",
  ENETUNREACH: "cannot be reached",
  HPE_HEADER_OVERFLOW: "answered with headers larger than 16 KiB",
  DEPTH_ZERO_SELF_SIGNED_CERT: "has a certificate that is not trusted",
  SELF_SIGNED_CERT_IN_CHAIN: "has a certificate that is not trusted",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "has a certificate that is not trusted",
  CERT_HAS_EXPIRED: "has a certificate that has expired",
  ERR_TLS_CERT_ALTNAME_INVALID: "has a certificate for another host name",
};

/** Says what a socket reported, without the addresses in its own message; other errors come back as they are. */
export function explainNetworkError(error: unknown, origin: string): unknown {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") return error;
  const text = TEXTS[error.code] ?? (error.code.startsWith("HPE_") ? "does not speak HTTP" : "failed");
  return new TargetError(`${origin} ${text} (${error.code})`, { retryable: true });
}
