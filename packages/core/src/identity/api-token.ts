import { z } from "zod";
import { Role } from "./role.ts";

export const MAX_API_TOKEN_LIFETIME = 366 * 86_400_000;

export const NewApiToken = z.object({
  name: z
    .string()
    .trim()
    .min(1, "is required: say what the token is for")
    .max(100, "must not be longer than 100 characters")
    .regex(/^\P{Cc}*$/u, "must not contain control characters"),
  /** The most it may do. */
  role: Role,
  expiresAt: z.date(),
});
export type NewApiToken = z.output<typeof NewApiToken>;

/** A credential for programs; the token itself is not stored. */
export const ApiToken = z.object({
  id: z.uuid(),
  userId: z.uuid(),
  ...NewApiToken.shape,
  /** The beginning of the token, to recognise it by. */
  prefix: z.string(),
  lastUsedAt: z.date().optional(),
  createdAt: z.date(),
});
export type ApiToken = z.output<typeof ApiToken>;
