import { expect, test } from "bun:test";
import { decideAccess, METHOD_ACCESSES, type MethodAccess } from "./method-access.ts";
import type { Principal, UserPrincipal } from "./principal.ts";
import { Role } from "./role.ts";

const user = (role: Role, credential: UserPrincipal["credential"]): Principal => ({
  kind: "USER",
  userId: "u",
  username: "alice",
  role,
  team: "",
  credential,
});
const session = { kind: "SESSION", sessionId: "s" } as const;
const token = { kind: "API_TOKEN", apiTokenId: "t", prefix: "dsk_1" } as const;
const PRINCIPALS: Record<string, Principal | undefined> = {
  nobody: undefined,
  service: { kind: "SERVICE", service: "master" },
  ...Object.fromEntries(Role.options.map((role) => [role, user(role, session)])),
  ...Object.fromEntries(Role.options.map((role) => [`${role} token`, user(role, token)])),
};

/** Who is let in; everybody else is not. */
const LET_IN: Record<MethodAccess, string> = {
  PUBLIC: "nobody, service, VIEWER, EDITOR, ADMIN, VIEWER token, EDITOR token, ADMIN token",
  SERVICE: "service",
  VIEWER: "VIEWER, EDITOR, ADMIN, VIEWER token, EDITOR token, ADMIN token",
  EDITOR: "EDITOR, ADMIN, EDITOR token, ADMIN token",
  ADMIN: "ADMIN, ADMIN token",
  VIEWER_IN_PERSON: "VIEWER, EDITOR, ADMIN",
  ADMIN_IN_PERSON: "ADMIN",
};

test.each([...METHOD_ACCESSES])("%s lets in whom it names, and nobody else", (access) => {
  const letIn = Object.keys(PRINCIPALS).filter((name) => decideAccess(access, PRINCIPALS[name]).allowed);
  expect(letIn.join(", ")).toBe(LET_IN[access]);
});
