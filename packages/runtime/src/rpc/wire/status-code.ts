import { status } from "@grpc/grpc-js";

/** A gRPC status by its name, such as `NOT_FOUND`. */
export type StatusCode = keyof typeof status;

/** The name of a status number; `UNKNOWN` for one that gRPC does not define. */
export function statusCodeOf(number: number): StatusCode {
  const name: string | undefined = status[number];
  return name === undefined ? "UNKNOWN" : (name as StatusCode);
}

/** The number of a status on the wire. */
export function statusNumberOf(code: StatusCode): status {
  return status[code];
}
