import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { DescMethod, MessageInitShape } from "@bufbuild/protobuf";
import { ApiTokenService } from "@repo/proto/user/v1/api_token_service_pb";
import { AuditService } from "@repo/proto/user/v1/audit_service_pb";
import { SavedViewService } from "@repo/proto/user/v1/saved_view_service_pb";
import { SecretService } from "@repo/proto/user/v1/secret_service_pb";
import { SessionService } from "@repo/proto/user/v1/session_service_pb";
import { Role } from "@repo/proto/user/v1/user_pb";
import { UserService } from "@repo/proto/user/v1/user_service_pb";
import { callAnyMethod, createTestUser, serviceHeaders } from "@repo/testing";
import { ADMIN_PASSWORD, type RunningService, startService } from "./running-service.ts";

const CALLERS = [
  "nobody",
  "service",
  "viewer",
  "editor",
  "admin",
  "viewer's token",
  "admin's token",
] as const;
type Caller = (typeof CALLERS)[number];

/** Who may call a method of a kind, written down apart from the access table. */
const KINDS: Record<string, readonly Caller[]> = {
  public: CALLERS,
  everyUser: ["viewer", "editor", "admin", "viewer's token", "admin's token"],
  inPerson: ["viewer", "editor", "admin"],
  admin: ["admin", "admin's token"],
  adminInPerson: ["admin"],
};

const MATRIX: Record<string, string> = {
  "user.v1.UserService/GetCurrentUser": "everyUser",
  "user.v1.UserService/CreateUser": "adminInPerson",
  "user.v1.UserService/GetUser": "admin",
  "user.v1.UserService/ListUsers": "admin",
  "user.v1.UserService/UpdateUser": "adminInPerson",
  "user.v1.UserService/DisableUser": "adminInPerson",
  "user.v1.UserService/EnableUser": "adminInPerson",
  "user.v1.UserService/ChangePassword": "inPerson",
  "user.v1.UserService/ResetPassword": "adminInPerson",
  "user.v1.SessionService/SignIn": "public",
  "user.v1.SessionService/RefreshSession": "public",
  "user.v1.SessionService/SignOut": "inPerson",
  "user.v1.SessionService/ListSessions": "inPerson",
  "user.v1.SessionService/RevokeSession": "inPerson",
  "user.v1.SessionService/RotateSigningKey": "adminInPerson",
  "user.v1.ApiTokenService/CreateApiToken": "inPerson",
  "user.v1.ApiTokenService/ListApiTokens": "everyUser",
  "user.v1.ApiTokenService/RevokeApiToken": "inPerson",
  "user.v1.AuditService/ListAuditEvents": "admin",
  "user.v1.SecretService/PutSecret": "admin",
  "user.v1.SecretService/ListSecrets": "everyUser",
  "user.v1.SecretService/DeleteSecret": "admin",
  "user.v1.SavedViewService/ListSavedViews": "everyUser",
  "user.v1.SavedViewService/SaveView": "everyUser",
  "user.v1.SavedViewService/DeleteSavedView": "everyUser",
};
const SERVICES = [
  UserService,
  SessionService,
  ApiTokenService,
  AuditService,
  SecretService,
  SavedViewService,
];
const METHODS = SERVICES.flatMap((desc): readonly DescMethod[] => desc.methods);
const nameOf = (method: DescMethod) => `${method.parent.typeName}/${method.name}`;

let service: RunningService;
beforeAll(async () => {
  service = await startService();
  for (const [username, role] of [
    ["viewer", Role.VIEWER],
    ["editor", Role.EDITOR],
  ] as const) {
    await service.createUser({ username, role });
  }
});
afterAll(() => service[Symbol.asyncDispose]());

/** A new session for each call: some calls end it. */
async function headersOf(caller: Caller): Promise<(() => Promise<Record<string, string>>) | undefined> {
  if (caller === "nobody") return undefined;
  if (caller === "service") return serviceHeaders();
  if (caller.endsWith("token")) {
    const role = caller === "admin's token" ? "ADMIN" : "VIEWER";
    const { headers } = await createTestUser(service.databaseUrl, { role });
    return async () => headers();
  }
  const { tokens } = await service.signIn(caller, ADMIN_PASSWORD);
  return async () => ({ authorization: `Bearer ${tokens.accessToken}` });
}

test("every method of the API is in the matrix, and nothing else", () => {
  expect(Object.keys(MATRIX).sort()).toEqual(METHODS.map(nameOf).sort());
});

describe.each(METHODS.map((method) => [nameOf(method), method] as const))("%s", (name, method) => {
  test.each(CALLERS)("called by %s", async (caller) => {
    // the refused sign-ins of this test are no guessing
    await service.database.query("DELETE FROM sign_in_failures");
    const headers = await headersOf(caller);
    const { code } = await callAnyMethod(
      service.address,
      method,
      {} as MessageInitShape<typeof method.input>,
      headers,
    );
    const isAllowed = KINDS[MATRIX[name] ?? ""]?.includes(caller) ?? false;
    // a public method has refusals of its own; they are about what was sent and not about who sent it
    if (MATRIX[name] === "public") expect(code).toBe("UNAUTHENTICATED");
    else if (isAllowed) expect(["UNAUTHENTICATED", "PERMISSION_DENIED"]).not.toContain(code);
    else expect(code).toBe(caller === "nobody" ? "UNAUTHENTICATED" : "PERMISSION_DENIED");
  });
});
