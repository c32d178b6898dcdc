import { parse } from "@lukeed/ms";
import { z } from "zod";

/** A length of time such as `500ms`, `30s` or `15m`, as milliseconds. A number without a unit is refused. */
export function durationSetting({ min = "1ms", max = "365d" }: { min?: string; max?: string } = {}) {
  const [minMs, maxMs] = [parse(min) ?? 1, parse(max) ?? Number.MAX_SAFE_INTEGER];
  const expected = `must be a duration from ${min} to ${max}, for example 500ms, 30s or 15m`;
  return z.string(expected).transform((text, context) => {
    const durationMs = /[a-z]$/i.test(text) ? parse(text) : undefined;
    if (
      durationMs === undefined ||
      !Number.isInteger(durationMs) ||
      durationMs < minMs ||
      durationMs > maxMs
    ) {
      context.addIssue({ code: "custom", message: expected, input: text });
      return z.NEVER;
    }
    return durationMs;
  });
}

/** A TCP port; 0 asks for any free one. */
export function portSetting() {
  return integerSetting({ min: 0, max: 65_535, what: "a port number" });
}

/** A whole number in a range. */
export function integerSetting({
  min,
  max,
  what = "a whole number",
}: {
  min: number;
  max: number;
  what?: string;
}) {
  const expected = `must be ${what} from ${min} to ${max}`;
  return z
    .string(expected)
    .regex(/^-?\d+$/, expected)
    .transform(Number)
    .pipe(z.number().min(min, expected).max(max, expected));
}

/** `true` or `false`. */
export function flagSetting() {
  return z.enum(["true", "false"], "must be true or false").transform((text) => text === "true");
}

/** The address of a server, such as `urlSetting("redis", "rediss")`; it may hold a password and is never shown. */
export function urlSetting(scheme: string, ...more: string[]) {
  const schemes = [scheme, ...more];
  const expected = `must be a URL such as ${scheme}://user:password@host:port, beginning with ${schemes.map((s) => `${s}://`).join(" or ")}`;
  return z
    .string(expected)
    .refine((text) => schemes.some((s) => text.startsWith(`${s}://`)) && URL.canParse(text), expected);
}

/** The `host:port` of a gRPC server, or a gRPC target such as `dns:///schedules:50051`. */
export function addressSetting() {
  const expected = "must be host:port, for example schedule-microservice:50051";
  return z.string(expected).regex(/^\S+:\d{1,5}(,\S+)*$/, expected);
}
