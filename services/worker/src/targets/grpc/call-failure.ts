import { fromBinary } from "@bufbuild/protobuf";
import { anyUnpack } from "@bufbuild/protobuf/wkt";
import { type Metadata, type ServiceError, status } from "@grpc/grpc-js";
import { ErrorInfoSchema } from "@repo/proto/google/rpc/error_details_pb";
import { StatusSchema } from "@repo/proto/google/rpc/status_pb";
import { storableMessage } from "../storable-json.ts";
import { TargetError } from "../target-error.ts";
import type { ServerAddress } from "./resolve-address.ts";

/** The same call may succeed later; of all others it is to be expected that they fail again. */
const RETRYABLE: ReadonlySet<number> = new Set([
  status.CANCELLED,
  status.UNKNOWN,
  status.DEADLINE_EXCEEDED,
  status.RESOURCE_EXHAUSTED,
  status.ABORTED,
  status.INTERNAL,
  status.UNAVAILABLE,
]);

/** What a call that failed means for the attempt. */
export function explainFailure(
  { code, details, metadata }: ServiceError,
  server: ServerAddress,
): TargetError {
  const name = status[code] ?? `status ${code}`;
  const retryable = verdictOf(metadata) ?? RETRYABLE.has(code);
  const text = withoutAddresses(details, server);
  return new TargetError(storableMessage(`${server.authority} answered ${name}${text && `: ${text}`}`), {
    retryable,
  });
}

/** What grpc-js itself says of a connection names the address behind the name. */
function withoutAddresses(details: string, { addresses, host }: ServerAddress): string {
  return addresses.reduce((text, address) => text.replaceAll(address, host), details);
}

/** What the server says itself: `retryable` in the metadata of a google.rpc.ErrorInfo. */
function verdictOf(metadata: Metadata): boolean | undefined {
  const [packed] = metadata.get("grpc-status-details-bin");
  if (!(packed instanceof Uint8Array)) return undefined;
  try {
    const verdicts = fromBinary(StatusSchema, packed).details.map(
      (any) => anyUnpack(any, ErrorInfoSchema)?.metadata.retryable,
    );
    const verdict = verdicts.find((each) => each === "true" || each === "false");
    return verdict === undefined ? undefined : verdict === "true";
  } catch {
    // details that cannot be read do not make the status another
    return undefined;
  }
}
