import { ApiTokenService } from "@repo/proto/user/v1/api_token_service_pb";
import { AuditService } from "@repo/proto/user/v1/audit_service_pb";
import { SavedViewService } from "@repo/proto/user/v1/saved_view_service_pb";
import { SecretService } from "@repo/proto/user/v1/secret_service_pb";
import { SessionService } from "@repo/proto/user/v1/session_service_pb";
import { UserService } from "@repo/proto/user/v1/user_service_pb";
import { serviceAccess } from "@repo/runtime/rpc/server";

/**
 * Who may call each method. What makes or changes credentials is done in person, so that a stolen API token cannot
 * make itself more of them.
 */
export const ACCESS = [
  serviceAccess(UserService, {
    getCurrentUser: "VIEWER",
    createUser: "ADMIN_IN_PERSON",
    getUser: "ADMIN",
    listUsers: "ADMIN",
    updateUser: "ADMIN_IN_PERSON",
    disableUser: "ADMIN_IN_PERSON",
    enableUser: "ADMIN_IN_PERSON",
    changePassword: "VIEWER_IN_PERSON",
    resetPassword: "ADMIN_IN_PERSON",
  }),
  serviceAccess(SessionService, {
    signIn: "PUBLIC",
    refreshSession: "PUBLIC",
    signOut: "VIEWER_IN_PERSON",
    listSessions: "VIEWER_IN_PERSON",
    revokeSession: "VIEWER_IN_PERSON",
    rotateSigningKey: "ADMIN_IN_PERSON",
  }),
  serviceAccess(ApiTokenService, {
    createApiToken: "VIEWER_IN_PERSON",
    listApiTokens: "VIEWER",
    revokeApiToken: "VIEWER_IN_PERSON",
  }),
  serviceAccess(AuditService, { listAuditEvents: "ADMIN" }),
  serviceAccess(SecretService, {
    putSecret: "ADMIN",
    listSecrets: "VIEWER",
    deleteSecret: "ADMIN",
  }),
  serviceAccess(SavedViewService, {
    listSavedViews: "VIEWER",
    saveView: "VIEWER",
    deleteSavedView: "VIEWER",
  }),
];
