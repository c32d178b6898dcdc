import { getUser, listUsernamesOfTeam, listUsers } from "@repo/db";
import { decodeNewUser, decodeUserProfile, encodeRole, encodeUser } from "@repo/proto";
import { UserService } from "@repo/proto/user/v1/user_service_pb";
import { actorOf, type RpcService, service } from "@repo/runtime/rpc/server";
import type { Dependencies } from "../dependencies.ts";
import { cutPage, pageSizeOf, readPageToken } from "../page.ts";
import { userPrincipalOf } from "../user-principal.ts";
import { parseUuid } from "../uuid.ts";
import { changePassword } from "./change-password.ts";
import { createUser, disableUser, enableUser, resetPassword, updateUser } from "./manage-users.ts";

const MAX_TEAM_USERNAMES = 1_000;

/** The gRPC face of the users. */
export function userService(dependencies: Dependencies): RpcService {
  const { database } = dependencies;
  return service(UserService, {
    async getCurrentUser(_, call) {
      const { userId, role } = userPrincipalOf(call);
      const user = await getUser(database, userId);
      const teamUsernames =
        user.team === "" ? [] : await listUsernamesOfTeam(database, user.team, MAX_TEAM_USERNAMES);
      return { user: encodeUser(user), role: encodeRole(role), teamUsernames };
    },

    async createUser(request, call) {
      const created = await createUser(dependencies, decodeNewUser(request), actorOf(call));
      return { ...created, user: encodeUser(created.user) };
    },

    async getUser({ id }) {
      return { user: encodeUser(await getUser(database, parseUuid("id", id))) };
    },

    async listUsers(request) {
      const pageSize = pageSizeOf(request.pageSize);
      const users = await listUsers(database, {
        nameContains: request.nameContains,
        beforeId: readPageToken(request.pageToken),
        limit: pageSize + 1,
      });
      const { page, nextPageToken } = cutPage(users, pageSize);
      return { users: page.map(encodeUser), nextPageToken };
    },

    async updateUser(request, call) {
      const input = { id: parseUuid("id", request.id), profile: decodeUserProfile(request) };
      return { user: encodeUser(await updateUser(dependencies, input, actorOf(call))) };
    },

    async disableUser({ id }, call) {
      return { user: encodeUser(await disableUser(dependencies, parseUuid("id", id), actorOf(call))) };
    },

    async enableUser({ id }, call) {
      return { user: encodeUser(await enableUser(dependencies, parseUuid("id", id), actorOf(call))) };
    },

    async changePassword(request, call) {
      await changePassword(dependencies, request, {
        principal: userPrincipalOf(call),
        actor: actorOf(call),
      });
      return {};
    },

    async resetPassword({ id }, call) {
      return { oneTimePassword: await resetPassword(dependencies, parseUuid("id", id), actorOf(call)) };
    },
  });
}
