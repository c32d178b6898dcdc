import { z } from "zod";

/** Shorter ones could not be masked without masking ordinary text. */
const MIN_SECRET_LENGTH = 8;

export const SecretName = z
  .string()
  .regex(
    /^[A-Za-z][A-Za-z0-9_]{0,63}$/,
    "must be 1 to 64 letters, digits and underscores, beginning with a letter",
  );

const HOST = /^(?=.{1,253}$)(\[[0-9a-f:.]+\]|[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?)$/;

/** Everything about a secret but its value. */
const SecretDescription = z.object({
  name: SecretName,
  description: z
    .string()
    .trim()
    .max(500, "must not be longer than 500 characters")
    .regex(/^[\P{Cc}\n\t]*$/u, "must not contain control characters"),
  /** Where it may be sent: a name stands for itself and the names beneath it. */
  hosts: z
    .array(
      z
        .string()
        .trim()
        .toLowerCase()
        .regex(HOST, "must be a host name such as api.example.com, or an address, without scheme and port"),
    )
    .min(1, "is required: name the hosts that the secret may be sent to")
    .max(20, "must not be more than 20 hosts"),
});

export const NewSecret = z.object({
  ...SecretDescription.shape,
  value: z
    .string()
    .min(MIN_SECRET_LENGTH, `must have at least ${MIN_SECRET_LENGTH} characters, or it could not be masked`)
    .max(8_192, "must not be longer than 8192 characters")
    .regex(
      /^[\t\x20-\x7e\x80-\xff]*$/,
      "must not contain line breaks, control characters or ones beyond Latin-1",
    ),
});
export type NewSecret = z.output<typeof NewSecret>;

/** A secret as it is shown. */
export const Secret = z.object({
  ...SecretDescription.shape,
  updatedBy: z.string(),
  createdAt: z.date(),
  updatedAt: z.date(),
});
export type Secret = z.output<typeof Secret>;

/** Whether a secret may be sent to a host. @param host as in a URL, in lower case */
export function mayBeSentTo(hosts: readonly string[], host: string): boolean {
  const name = host.endsWith(".") ? host.slice(0, -1) : host;
  return hosts.some((allowed) => name === allowed || name.endsWith(`.${allowed}`));
}
