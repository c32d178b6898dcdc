import "server-only";
import { Role, roleIncludes, type User } from "@repo/core";
import { decodeUser } from "@repo/proto";
import { UserService } from "@repo/proto/user/v1/user_service_pb";
import { forbidden } from "next/navigation";
import { cache } from "react";
import { api } from "../api.ts";
import { read } from "../read.ts";

/** The signed-in user; a request without one goes to the sign-in page. Asked once for each request. */
export const requireUser = cache(async (): Promise<User> => {
  const { user } = await read(api(UserService).getCurrentUser({}));
  return decodeUser(user);
});

/** Shows the page only to users with a role. What they may do is decided by the API all the same. */
export async function requireRole(role: Role): Promise<User> {
  const user = await requireUser();
  if (!roleIncludes(user.role, Role.parse(role))) forbidden();
  return user;
}
