import {
  ApiToken,
  AuditAction,
  AuditEvent,
  NewApiToken,
  NewSavedView,
  NewSecret,
  NewUser,
  type Role,
  SavedView,
  SavedViewKey,
  Secret,
  Session,
  User,
  UserProfile,
  ViewPage,
} from "@repo/core";
import type * as apiTokens from "../gen/user/v1/api_token_service_pb.ts";
import type * as audit from "../gen/user/v1/audit_service_pb.ts";
import type * as savedViews from "../gen/user/v1/saved_view_service_pb.ts";
import type * as secrets from "../gen/user/v1/secret_service_pb.ts";
import type * as sessions from "../gen/user/v1/session_service_pb.ts";
import type * as pb from "../gen/user/v1/user_pb.ts";
import type * as users from "../gen/user/v1/user_service_pb.ts";
import { acceptAnswer, acceptInput } from "./accept.ts";
import {
  ApiTokenWire,
  AuditActionWire,
  AuditEventWire,
  NewApiTokenWire,
  NewSavedViewWire,
  NewSecretWire,
  NewUserWire,
  RoleWire,
  SavedViewKeyWire,
  SavedViewWire,
  SecretWire,
  SessionWire,
  UserWire,
  ViewPageWire,
} from "./user-wire.ts";

export function encodeUser(user: User): pb.User {
  return UserWire.encode(user);
}

/** @throws Error when this version does not understand the server's answer */
export function decodeUser(message: pb.User | undefined): User {
  return acceptAnswer(User, message && UserWire.decode(message), "user");
}

export function encodeRole(role: Role): pb.Role {
  return RoleWire.encode(role);
}

/** @throws DomainError INVALID */
export function decodeNewUser(request: users.CreateUserRequest): NewUser {
  return acceptInput(NewUser, NewUserWire.decode(request));
}

/** @throws DomainError INVALID */
export function decodeUserProfile({ role, displayName, team }: users.UpdateUserRequest): UserProfile {
  return acceptInput(UserProfile, { displayName, team, role: RoleWire.decode(role) });
}

export function encodeSession(session: Session): sessions.Session {
  return SessionWire.encode(session);
}

/** @throws Error when this version does not understand the server's answer */
export function decodeSession(message: sessions.Session): Session {
  return acceptAnswer(Session, SessionWire.decode(message), "session");
}

export function encodeApiToken(token: ApiToken): apiTokens.ApiToken {
  return ApiTokenWire.encode(token);
}

/** @throws Error when this version does not understand the server's answer */
export function decodeApiToken(message: apiTokens.ApiToken | undefined): ApiToken {
  return acceptAnswer(ApiToken, message && ApiTokenWire.decode(message), "API token");
}

/** @throws DomainError INVALID */
export function decodeNewApiToken(request: apiTokens.CreateApiTokenRequest): NewApiToken {
  return acceptInput(NewApiToken, NewApiTokenWire.decode(request));
}

export function encodeAuditEvent(event: AuditEvent): audit.AuditEvent {
  return AuditEventWire.encode(event);
}

/** @throws Error when this version does not understand the server's answer */
export function decodeAuditEvent(message: audit.AuditEvent): AuditEvent {
  return acceptAnswer(AuditEvent, AuditEventWire.decode(message), "audit event");
}

/** Absent: any action. @throws DomainError INVALID with field `action` */
export function decodeAuditAction(action: audit.AuditAction): AuditAction | undefined {
  return acceptInput(AuditAction.optional(), AuditActionWire.decode(action), "action");
}

export function encodeSecret(secret: Secret): secrets.Secret {
  return SecretWire.encode(secret);
}

/** @throws Error when this version does not understand the server's answer */
export function decodeSecret(message: secrets.Secret | undefined): Secret {
  return acceptAnswer(Secret, message && SecretWire.decode(message), "secret");
}

/** @throws DomainError INVALID */
export function decodeNewSecret(request: secrets.PutSecretRequest): NewSecret {
  return acceptInput(NewSecret, NewSecretWire.decode(request));
}

export function encodeSavedView(view: SavedView): savedViews.SavedView {
  return SavedViewWire.encode(view);
}

/** @throws Error when this version does not understand the server's answer */
export function decodeSavedView(message: savedViews.SavedView | undefined): SavedView {
  return acceptAnswer(SavedView, message && SavedViewWire.decode(message), "saved view");
}

export function encodeNewSavedView(view: NewSavedView): savedViews.SaveViewRequest {
  return NewSavedViewWire.encode(view);
}

/** @throws DomainError INVALID */
export function decodeNewSavedView(request: savedViews.SaveViewRequest): NewSavedView {
  return acceptInput(NewSavedView, NewSavedViewWire.decode(request));
}

export function encodeSavedViewKey(key: SavedViewKey): savedViews.DeleteSavedViewRequest {
  return SavedViewKeyWire.encode(key);
}

/** @throws DomainError INVALID */
export function decodeSavedViewKey(request: savedViews.DeleteSavedViewRequest): SavedViewKey {
  return acceptInput(SavedViewKey, SavedViewKeyWire.decode(request));
}

export function encodeViewPage(page: ViewPage): savedViews.ViewPage {
  return ViewPageWire.encode(page);
}

/** Absent: any page. @throws DomainError INVALID with field `page` */
export function decodeViewPage(page: savedViews.ViewPage): ViewPage | undefined {
  return acceptInput(ViewPage.optional(), ViewPageWire.decode(page), "page");
}
