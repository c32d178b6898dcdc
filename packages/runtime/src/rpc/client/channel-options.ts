import type { DescService } from "@bufbuild/protobuf";
import { MethodOptions_IdempotencyLevel as Idempotency } from "@bufbuild/protobuf/wkt";
import { ChannelCredentials, type ChannelOptions } from "@grpc/grpc-js";

/** PEM texts. `ca`: the authority of the server; certificate and key when the server asks for the client's. */
export interface ClientTls {
  ca: string;
  certificate?: string;
  privateKey?: string;
}

const RETRY_POLICY = {
  maxAttempts: 4,
  initialBackoff: "0.1s",
  maxBackoff: "2s",
  backoffMultiplier: 3,
  retryableStatusCodes: ["UNAVAILABLE"],
};

/**
 * Calls are spread over all addresses of a name. Methods that the proto file declares idempotent are tried again
 * by gRPC itself, whose retries stay inside the call's deadline and are throttled when most of them fail.
 */
export function serviceConfigOf(service: DescService): object {
  const retried = service.methods
    .filter(({ idempotency }) => idempotency !== Idempotency.IDEMPOTENCY_UNKNOWN)
    .map((method) => ({ service: service.typeName, method: method.name }));
  return {
    loadBalancingConfig: [{ round_robin: {} }],
    methodConfig: retried.length > 0 ? [{ name: retried, retryPolicy: RETRY_POLICY }] : [],
    retryThrottling: { maxTokens: 10, tokenRatio: 0.1 },
  };
}

/** Options of every channel to `service`. */
export function channelOptionsOf(service: DescService, maxResponseBytes: number): ChannelOptions {
  return {
    "grpc.service_config": JSON.stringify(serviceConfigOf(service)),
    // the configuration above, not one from a TXT record that every start would ask the name server for
    "grpc.service_config_disable_resolution": 1,
    "grpc.max_receive_message_length": maxResponseBytes,
    // new pods must be found in seconds; the defaults are 30 s for names and up to 2 min between connects
    "grpc.dns_min_time_between_resolutions_ms": 2_000,
    "grpc.initial_reconnect_backoff_ms": 200,
    "grpc.max_reconnect_backoff_ms": 5_000,
    // a peer that is frozen or cut off is noticed even while nothing is sent to it
    "grpc.keepalive_time_ms": 30_000,
    "grpc.keepalive_timeout_ms": 10_000,
  };
}

/** A gRPC target; a bare `host:port` is asked for by DNS, so that every address behind it is used. */
export function targetOf(address: string): string {
  return /^(dns|ipv4|ipv6|unix):/.test(address) ? address : `dns:///${address}`;
}

export function channelCredentialsOf(tls: ClientTls | undefined): ChannelCredentials {
  if (!tls) return ChannelCredentials.createInsecure();
  const { ca, certificate, privateKey } = tls;
  return ChannelCredentials.createSsl(
    Buffer.from(ca),
    privateKey === undefined ? null : Buffer.from(privateKey),
    certificate === undefined ? null : Buffer.from(certificate),
  );
}
