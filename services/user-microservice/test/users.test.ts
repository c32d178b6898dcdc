import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { listSealedSecrets } from "@repo/db";
import { encodeTimestamp } from "@repo/proto";
import { AuditAction } from "@repo/proto/user/v1/audit_service_pb";
import { Role, UserState } from "@repo/proto/user/v1/user_pb";
import { createKeyring, encryptionKeysSetting, newEncryptionKey } from "@repo/runtime/auth";
import { aCaller } from "@repo/testing";
import { storeSecret } from "../src/secrets/manage-secrets.ts";
import { resealSecrets } from "../src/secrets/reseal-secrets.ts";
import { createFirstAdministrator } from "../src/users/first-administrator.ts";
import {
  ADMIN_PASSWORD,
  connectAll,
  type RunningService,
  refusalOf,
  startService,
} from "./running-service.ts";

let service: RunningService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service[Symbol.asyncDispose]());

const inDays = (days: number) => encodeTimestamp(new Date(Date.now() + days * 86_400_000));

describe("the first administrator", () => {
  test("gets a one-time password when none is given, and only one of two replicas makes one", async () => {
    await using empty = await startService();
    await empty.database.query("DELETE FROM users");
    const options = { username: "root", password: undefined };
    const passwords = await Promise.all(
      [1, 2].map(() => createFirstAdministrator(empty.dependencies, options)),
    );
    const made = passwords.filter((password) => password !== undefined);
    expect(made).toHaveLength(1);
    expect(made[0]).toMatch(/^[a-z2-9]{5}(-[a-z2-9]{5}){3}$/);
    expect(await createFirstAdministrator(empty.dependencies, options)).toBeUndefined();
    expect(
      await refusalOf(empty.anonymous.sessions.signIn({ username: "root", password: made[0] ?? "" })),
    ).toMatchObject({
      reason: "PASSWORD_CHANGE_REQUIRED",
    });
  });

  test("cannot be the last one to go", async () => {
    const { user } = await service.admin.users.getCurrentUser({});
    const id = user?.id ?? "";
    const last = { code: "FAILED_PRECONDITION", reason: "LAST_ADMINISTRATOR" };
    expect(await refusalOf(service.admin.users.disableUser({ id }))).toMatchObject(last);
    expect(await refusalOf(service.admin.users.updateUser({ id, role: Role.VIEWER }))).toMatchObject(last);
    expect((await service.admin.users.getUser({ id })).user?.state).toBe(UserState.ACTIVE);
  });

  test("and another one cannot demote each other at once", async () => {
    const other = await service.createUser({ username: "co-admin", role: Role.ADMIN });
    const { user } = await service.admin.users.getCurrentUser({});
    const ids = [user?.id ?? "", other.id];
    const both = await Promise.allSettled(
      [other, service.admin].map((clients, i) =>
        clients.users.updateUser({ id: ids[i] ?? "", displayName: "", role: Role.VIEWER }),
      ),
    );
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await service.database.query("UPDATE users SET role = 'ADMIN' WHERE username = 'admin'");
  });
});

describe("a user", () => {
  test.each([
    ["no role", { username: "someone" }, ["role"]],
    ["a name with a space", { username: "some one", role: Role.VIEWER }, ["username"]],
    ["a name with a line break", { username: "some\none", role: Role.VIEWER }, ["username"]],
    ["no name and a long team", { role: Role.VIEWER, team: "x".repeat(65) }, ["username", "team"]],
  ])("is not created with %s", async (_, request, fields) => {
    const refusal = await refusalOf(service.admin.users.createUser(request));
    expect(refusal).toMatchObject({ code: "INVALID_ARGUMENT" });
    expect(refusal.fields.sort()).toEqual(fields.sort());
  });

  test("whose name is taken is not created", async () => {
    expect(
      await refusalOf(service.admin.users.createUser({ username: "ADMIN", role: Role.VIEWER })),
    ).toMatchObject({
      code: "ALREADY_EXISTS",
      fields: ["username"],
    });
  });

  test("is found by a part of the name or of the display name, page by page", async () => {
    for (const [username, displayName] of [
      ["sought-1", ""],
      ["other-1", "Somebody SOUGHT"],
      ["sought-2", ""],
    ] as const) {
      await service.admin.users.createUser({ username, displayName, role: Role.VIEWER });
    }
    const first = await service.admin.users.listUsers({ nameContains: "Sought", pageSize: 2 });
    const second = await service.admin.users.listUsers({
      nameContains: "Sought",
      pageSize: 2,
      pageToken: first.nextPageToken,
    });
    const found = [...first.users, ...second.users].map(({ username }) => username);
    expect(found).toEqual(["sought-2", "other-1", "sought-1"]);
    expect(second.nextPageToken).toBe("");
    const nobody = await service.admin.users.listUsers({ nameContains: "sought_1" });
    expect(nobody.users).toEqual([]);
  });

  test("is told who is in the same team, and nobody else", async () => {
    const create = (username: string, team: string) =>
      service.createUser({ username, role: Role.EDITOR, team });
    const ada = await create("team-ada", "payments");
    await create("team-bob", "payments");
    await create("team-eve", "search");
    const alone = await create("team-none", "");
    expect((await ada.users.getCurrentUser({})).teamUsernames).toEqual(["team-ada", "team-bob"]);
    expect((await alone.users.getCurrentUser({})).teamUsernames).toEqual([]);
  });

  test("whose role is lowered can do less within seconds", async () => {
    const user = await service.createUser({ username: "demoted", role: Role.ADMIN });
    await user.users.listUsers({});
    await service.admin.users.updateUser({ id: user.id, role: Role.VIEWER });
    const deadline = Date.now() + 10_000;
    let code = "";
    while (code !== "PERMISSION_DENIED" && Date.now() < deadline) {
      code = await user.users.listUsers({}).then(
        () => Bun.sleep(100).then(() => ""),
        (error) => error.code,
      );
    }
    expect(code).toBe("PERMISSION_DENIED");
  }, 20_000);

  test("whose password is reset is out, and comes back with the new one", async () => {
    const user = await service.createUser({ username: "forgetful", role: Role.VIEWER });
    const { tokens } = await service.signIn("forgetful", ADMIN_PASSWORD);
    const { oneTimePassword } = await service.admin.users.resetPassword({ id: user.id });
    expect(await refusalOf(service.anonymous.sessions.refreshSession(tokens))).toMatchObject({
      reason: "SESSION_ENDED",
    });
    const newPassword = "an entirely new one";
    await service.anonymous.sessions.signIn({
      username: "forgetful",
      password: oneTimePassword,
      newPassword,
    });
  });

  test("changes the own password only with the current one, and cannot try for ever", async () => {
    const user = await service.createUser({ username: "changer", role: Role.VIEWER });
    const change = (currentPassword: string) =>
      refusalOf(user.users.changePassword({ currentPassword, newPassword: "a good new password" }));
    for (let i = 0; i < 5; i++)
      expect(await change(`guess ${i}`)).toMatchObject({ fields: ["currentPassword"] });
    expect(await change(ADMIN_PASSWORD)).toMatchObject({ code: "RESOURCE_EXHAUSTED" });
    await service.database.query("DELETE FROM sign_in_failures");
  });
});

describe("an API token", () => {
  test("does what its role allows, is not shown again, and cannot make more of itself", async () => {
    const { apiToken, token } = await service.admin.apiTokens.createApiToken({
      name: "ci",
      role: Role.VIEWER,
      expiresAt: inDays(30),
    });
    expect(token).toStartWith(`${apiToken?.prefix}_`);
    const clients = connectAll(service.address, () => ({ authorization: `Bearer ${token}` }));
    expect((await clients.users.getCurrentUser({})).role).toBe(Role.VIEWER);
    expect(await refusalOf(clients.users.listUsers({}))).toMatchObject({ reason: "ROLE_TOO_LOW" });
    const more = clients.apiTokens.createApiToken({ name: "more", role: Role.VIEWER, expiresAt: inDays(1) });
    expect(await refusalOf(more)).toMatchObject({ code: "PERMISSION_DENIED", reason: "NOT_BY_API_TOKEN" });

    const [listed] = (await service.admin.apiTokens.listApiTokens({})).apiTokens;
    expect(listed).toMatchObject({ name: "ci", role: Role.VIEWER });
    expect(listed?.lastUsedAt).toBeDefined();
    const stored = await service.database.query("SELECT * FROM api_tokens");
    expect(JSON.stringify(stored)).not.toContain(token.slice(17));
  });

  test("with one letter changed is no token", async () => {
    const { token } = await service.admin.apiTokens.createApiToken({
      name: "typo",
      role: Role.ADMIN,
      expiresAt: inDays(1),
    });
    const typo = token.slice(0, -1) + (token.endsWith("A") ? "B" : "A");
    const clients = connectAll(service.address, () => ({ authorization: `Bearer ${typo}` }));
    expect(await refusalOf(clients.users.getCurrentUser({}))).toMatchObject({ reason: "TOKEN_INVALID" });
  });

  test("that is revoked or has expired does not work", async () => {
    for (const [name, end] of [
      ["revoked", (id: string) => service.admin.apiTokens.revokeApiToken({ id })],
      [
        "expired",
        (id: string) =>
          service.database.query("UPDATE api_tokens SET expires_at = now() WHERE id = $1", [id]),
      ],
    ] as const) {
      const { apiToken, token } = await service.admin.apiTokens.createApiToken({
        name,
        role: Role.VIEWER,
        expiresAt: inDays(1),
      });
      await end(apiToken?.id ?? "");
      const clients = connectAll(service.address, () => ({ authorization: `Bearer ${token}` }));
      expect(await refusalOf(clients.users.getCurrentUser({}))).toMatchObject({ code: "UNAUTHENTICATED" });
    }
  });

  test.each([
    ["a role above the own", { name: "t", role: Role.ADMIN, expiresAt: inDays(1) }, ["role"]],
    ["no name", { role: Role.VIEWER, expiresAt: inDays(1) }, ["name"]],
    ["an end in the past", { name: "t", role: Role.VIEWER, expiresAt: inDays(-1) }, ["expiresAt"]],
    ["an end in two years", { name: "t", role: Role.VIEWER, expiresAt: inDays(730) }, ["expiresAt"]],
    ["no end", { name: "t", role: Role.VIEWER }, ["expiresAt"]],
  ])("is not made with %s", async (_, request, fields) => {
    const name = `maker-${crypto.randomUUID().slice(0, 8)}`;
    const user = await service.createUser({ username: name, role: Role.EDITOR });
    expect(await refusalOf(user.apiTokens.createApiToken(request))).toMatchObject({
      code: "INVALID_ARGUMENT",
      fields,
    });
  });
});

describe("a secret", () => {
  const secret = {
    name: "API_KEY",
    description: "for tests",
    hosts: ["api.example.com"],
    value: "the value itself",
  };

  test("is stored encrypted, listed without its value, replaced and deleted", async () => {
    await service.admin.secrets.putSecret(secret);
    await service.admin.secrets.putSecret({ ...secret, hosts: ["API.example.org"], value: "another value" });
    const { secrets } = await service.admin.secrets.listSecrets({});
    expect(secrets).toMatchObject([{ name: "API_KEY", hosts: ["api.example.org"], updatedBy: "admin" }]);
    expect(JSON.stringify(await service.database.query("SELECT * FROM secrets"))).not.toContain(
      "value itself",
    );
    await service.admin.secrets.deleteSecret({ name: "API_KEY" });
    expect(await refusalOf(service.admin.secrets.deleteSecret({ name: "API_KEY" }))).toMatchObject({
      code: "NOT_FOUND",
    });
  });

  test("that an old key has encrypted is encrypted with the current one, and stays the same", async () => {
    const [oldKey, newKey] = [newEncryptionKey("old"), newEncryptionKey("new")];
    const ring = (...keys: string[]) => createKeyring(encryptionKeysSetting().parse(keys.join(",")));
    await service.database.query("DELETE FROM secrets");
    await storeSecret({ ...service.dependencies, keyring: ring(oldKey) }, secret, aCaller().actor);
    await resealSecrets({ ...service.dependencies, keyring: ring(newKey, oldKey) });
    const [stored] = await listSealedSecrets(service.database);
    expect(ring(newKey).open(stored?.value ?? "", "secret:API_KEY")).toBe(secret.value);
    await service.database.query("DELETE FROM secrets");
  });

  test.each([
    ["no host", { hosts: [] }, "hosts"],
    ["a URL for a host", { hosts: ["https://api.example.com/"] }, "hosts.0"],
    ["a short value", { value: "short" }, "value"],
    ["a value of two lines", { value: "line one\nline two" }, "value"],
    ["a name with a dash", { name: "API-KEY" }, "name"],
  ])("is not stored with %s", async (_, change, field) => {
    expect(await refusalOf(service.admin.secrets.putSecret({ ...secret, ...change }))).toMatchObject({
      code: "INVALID_ARGUMENT",
      fields: [field],
    });
  });
});

describe("the audit log", () => {
  test("tells who did what with the difference, page by page", async () => {
    const user = await service.createUser({ username: "audited", role: Role.VIEWER });
    await service.admin.users.updateUser({ id: user.id, role: Role.EDITOR, team: "payments" });
    const { events } = await service.admin.audit.listAuditEvents({
      subjectId: user.id,
      action: AuditAction.USER_UPDATED,
    });
    expect(events).toMatchObject([
      {
        actor: "admin",
        credential: "session",
        address: "127.0.0.1",
        subjectName: "audited",
        changes: [
          { field: "role", before: '"VIEWER"', after: '"EDITOR"' },
          { field: "team", before: '""', after: '"payments"' },
        ],
      },
    ]);
    const first = await service.admin.audit.listAuditEvents({ pageSize: 3 });
    const second = await service.admin.audit.listAuditEvents({ pageSize: 3, pageToken: first.nextPageToken });
    const ids = [...first.events, ...second.events].map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)].sort().reverse());
  });

  test("and the service's log hold none of the passwords, tokens and secrets of this file", async () => {
    await service.admin.secrets.putSecret({ name: "LEAK", hosts: ["a.example"], value: "never-to-be-seen" });
    const { token } = await service.admin.apiTokens.createApiToken({
      name: "leak",
      role: Role.VIEWER,
      expiresAt: inDays(1),
    });
    const { tokens } = await service.signIn("admin", ADMIN_PASSWORD);
    await service.anonymous.sessions.refreshSession(tokens);
    const events = await service.database.query("SELECT * FROM audit_events");
    for (const text of [JSON.stringify(events), service.lines.join("")]) {
      expect(text.length).toBeGreaterThan(1_000);
      for (const secret of [
        ADMIN_PASSWORD,
        "never-to-be-seen",
        token,
        tokens.accessToken,
        tokens.refreshToken,
      ]) {
        expect(text.includes(secret)).toBe(false);
      }
    }
  });
});
