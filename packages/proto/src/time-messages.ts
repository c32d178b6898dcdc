import type { Duration, Timestamp } from "@bufbuild/protobuf/wkt";
import { z } from "zod";
import { acceptInput } from "./accept.ts";
import { wireDate, wireMs } from "./wire.ts";

/**
 * An instant that has to be there. For one that need not: `value && decodeTimestamp(field, value)`.
 * @throws DomainError INVALID naming the field
 */
export function decodeTimestamp(field: string, value: Timestamp | undefined): Date {
  return acceptInput(z.date(), value && wireDate.decode(value), field);
}

export function encodeTimestamp(instant: Date): Timestamp {
  return wireDate.encode(instant);
}

/**
 * A length, in milliseconds, that has to be there.
 * @throws DomainError INVALID naming the field
 */
export function decodeDuration(field: string, value: Duration | undefined): number {
  return acceptInput(z.number(), value && wireMs.decode(value), field);
}

/** @param length in milliseconds */
export function encodeDuration(length: number): Duration {
  return wireMs.encode(length);
}
