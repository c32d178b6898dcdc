import { z } from "zod";

export const HttpMethod = z.enum(["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"]);
export type HttpMethod = z.output<typeof HttpMethod>;

const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
// a line break in a value would let it write further headers
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

const Headers = z
  .record(
    z.string().max(256).regex(HEADER_NAME, "is not a valid header name"),
    z.string().max(8_192).regex(HEADER_VALUE, "must not contain line breaks or control characters"),
  )
  .refine((headers) => Object.keys(headers).length <= 32, "must not have more than 32 headers");

/** One HTTP request per attempt, with the run's identity as idempotency headers. */
export const HttpTarget = z.object({
  type: z.literal("http"),
  url: z
    .url({
      protocol: /^https?$/,
      error: ({ code }) => (code === "invalid_format" ? "must be an absolute http or https URL" : undefined),
    })
    .max(2_048)
    .refine((url) => !hasCredentials(url), "must not contain a user name or password; use a header"),
  method: HttpMethod.default("POST"),
  headers: Headers.default({}),
  /** Absent: the payload as JSON, when the method has a body. */
  body: z.string().max(65_536).optional(),
  /** Empty: 200 to 299. */
  expectedStatuses: z.array(z.int().min(100).max(599)).max(32).default([]),
});
export type HttpTarget = z.output<typeof HttpTarget>;

function hasCredentials(url: string): boolean {
  const parsed = URL.parse(url);
  return parsed !== null && (parsed.username !== "" || parsed.password !== "");
}
