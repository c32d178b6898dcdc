import {
  ApiToken,
  AuditAction,
  AuditEvent,
  FieldChange,
  NewApiToken,
  NewSavedView,
  NewSecret,
  NewUser,
  Role,
  SavedView,
  SavedViewKey,
  Secret,
  Session,
  User,
  UserState,
  ViewPage,
} from "@repo/core";
import { ApiTokenSchema, CreateApiTokenRequestSchema } from "../gen/user/v1/api_token_service_pb.ts";
import {
  AuditEventSchema,
  FieldChangeSchema,
  AuditAction as PbAuditAction,
} from "../gen/user/v1/audit_service_pb.ts";
import {
  DeleteSavedViewRequestSchema,
  ViewPage as PbViewPage,
  SavedViewSchema,
  SaveViewRequestSchema,
} from "../gen/user/v1/saved_view_service_pb.ts";
import { PutSecretRequestSchema, SecretSchema } from "../gen/user/v1/secret_service_pb.ts";
import { SessionSchema } from "../gen/user/v1/session_service_pb.ts";
import * as pb from "../gen/user/v1/user_pb.ts";
import { CreateUserRequestSchema } from "../gen/user/v1/user_service_pb.ts";
import { wireDate, wireEnum, wireList, wireMessage } from "./wire.ts";

export const RoleWire = wireEnum(pb.Role, Role);

export const UserWire = wireMessage(pb.UserSchema, User, {
  role: RoleWire,
  state: wireEnum(pb.UserState, UserState),
  lastSignInAt: wireDate,
  createdAt: wireDate,
  updatedAt: wireDate,
});

export const NewUserWire = wireMessage(CreateUserRequestSchema, NewUser, { role: RoleWire });

export const SessionWire = wireMessage(SessionSchema, Session, {
  createdAt: wireDate,
  refreshedAt: wireDate,
  expiresAt: wireDate,
});

export const ApiTokenWire = wireMessage(ApiTokenSchema, ApiToken, {
  role: RoleWire,
  expiresAt: wireDate,
  lastUsedAt: wireDate,
  createdAt: wireDate,
});

export const NewApiTokenWire = wireMessage(CreateApiTokenRequestSchema, NewApiToken, {
  role: RoleWire,
  expiresAt: wireDate,
});

export const AuditActionWire = wireEnum(PbAuditAction, AuditAction);

export const AuditEventWire = wireMessage(AuditEventSchema, AuditEvent, {
  occurredAt: wireDate,
  action: AuditActionWire,
  changes: wireList(wireMessage(FieldChangeSchema, FieldChange, {})),
});

export const SecretWire = wireMessage(SecretSchema, Secret, { createdAt: wireDate, updatedAt: wireDate });

export const NewSecretWire = wireMessage(PutSecretRequestSchema, NewSecret, {});

export const ViewPageWire = wireEnum(PbViewPage, ViewPage);

export const SavedViewWire = wireMessage(SavedViewSchema, SavedView, {
  page: ViewPageWire,
  updatedAt: wireDate,
});

export const NewSavedViewWire = wireMessage(SaveViewRequestSchema, NewSavedView, { page: ViewPageWire });

export const SavedViewKeyWire = wireMessage(DeleteSavedViewRequestSchema, SavedViewKey, {
  page: ViewPageWire,
});
