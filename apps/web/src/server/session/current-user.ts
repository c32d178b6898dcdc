import "server-only";
import { Role, roleIncludes, type User } from "@repo/core";
import { decodeUser } from "@repo/proto";
import { UserService } from "@repo/proto/user/v1/user_service_pb";
import { forbidden } from "next/navigation";
import { cache } from "react";
import { api } from "../api.ts";
import { read } from "../read.ts";

/** Who is signed in. */
export interface SignedInUser extends User {
  /** Those in the same team, whose schedules an editor may change too. */
  teamUsernames: readonly string[];
}

/** The signed-in user; a request without one goes to the sign-in page. Asked once for each request. */
export const requireUser = cache(async (): Promise<SignedInUser> => {
  const { user, teamUsernames } = await read(api(UserService).getCurrentUser({}));
  return { ...decodeUser(user), teamUsernames };
});

/** Shows the page only to users with a role. What they may do is decided by the API all the same. */
export async function requireRole(role: Role): Promise<SignedInUser> {
  const user = await requireUser();
  if (!roleIncludes(user.role, Role.parse(role))) forbidden();
  return user;
}
