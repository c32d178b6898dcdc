import { z } from "zod";

/** A sign-in that has not ended. */
export const Session = z.object({
  id: z.uuid(),
  userId: z.uuid(),
  /** Where it was begun. */
  address: z.string(),
  /** What the client said it is. */
  userAgent: z.string(),
  createdAt: z.date(),
  refreshedAt: z.date(),
  expiresAt: z.date(),
  /** Whether it is the one of the call that asks. */
  current: z.boolean(),
});
export type Session = z.output<typeof Session>;

/** What is known of a refresh token that was presented. */
export interface RefreshFacts {
  usedAt: Date | undefined;
  session: { expiresAt: Date; revokedAt: Date | undefined };
  userIsActive: boolean;
  now: Date;
}

/** `REUSED`: it was used before, so someone has a copy; whoever is right, the session ends. */
export type RefreshVerdict = "REFRESH" | "REUSED" | "ENDED";

export function decideRefresh({ usedAt, session, userIsActive, now }: RefreshFacts): RefreshVerdict {
  if (session.revokedAt !== undefined || session.expiresAt <= now || !userIsActive) return "ENDED";
  return usedAt === undefined ? "REFRESH" : "REUSED";
}
