import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { Role } from "@repo/proto/user/v1/user_pb";
import { serviceHeaders } from "@repo/testing";
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

const bearer = (token: string) => () => ({ authorization: `Bearer ${token}` });
const WRONG = { code: "UNAUTHENTICATED", reason: "WRONG_NAME_OR_PASSWORD", fields: [] };
const ENDED = { code: "UNAUTHENTICATED", reason: "SESSION_ENDED", fields: [] };

describe("signing in", () => {
  test("gives tokens that work, and tells who has signed in", async () => {
    const { users } = await service.signIn("Admin ", ADMIN_PASSWORD);
    const { user, role } = await users.getCurrentUser({});
    expect({ username: user?.username, role }).toEqual({ username: "admin", role: Role.ADMIN });
    expect(user?.lastSignInAt).toBeDefined();
  });

  test.each([
    ["a wrong password", "admin", "wrong password"],
    ["a name that does not exist", "nobody", ADMIN_PASSWORD],
    ["no name", "", ADMIN_PASSWORD],
    ["SQL for a name", "admin' --", ADMIN_PASSWORD],
    ["an endless password", "nobody", "x".repeat(100_000)],
  ])("with %s is refused with the same words", async (_, username, password) => {
    expect(await refusalOf(service.anonymous.sessions.signIn({ username, password }))).toEqual(WRONG);
  });

  test("a user who is disabled cannot sign in, refresh, or use what is open", async () => {
    const user = await service.createUser({ username: "leaver", role: Role.EDITOR });
    const { tokens } = await service.signIn("leaver", ADMIN_PASSWORD);
    await service.admin.users.disableUser({ id: user.id });
    expect(
      await refusalOf(service.anonymous.sessions.signIn({ username: "leaver", password: ADMIN_PASSWORD })),
    ).toEqual(WRONG);
    expect(await refusalOf(service.anonymous.sessions.refreshSession(tokens))).toEqual(ENDED);
    const fresh = connectAll(service.address, bearer(`${tokens.accessToken}`));
    expect(await refusalOf(fresh.users.getCurrentUser({}))).toMatchObject({ code: "UNAUTHENTICATED" });
    await service.admin.users.enableUser({ id: user.id });
    await service.signIn("leaver", ADMIN_PASSWORD);
  });

  test("with a one-time password needs a new one, once", async () => {
    const { oneTimePassword } = await service.admin.users.createUser({
      username: "newcomer",
      role: Role.VIEWER,
    });
    const { sessions } = service.anonymous;
    const username = "newcomer";
    expect(await refusalOf(sessions.signIn({ username, password: oneTimePassword }))).toMatchObject({
      code: "FAILED_PRECONDITION",
      reason: "PASSWORD_CHANGE_REQUIRED",
      fields: ["newPassword"],
    });
    for (const newPassword of ["short", oneTimePassword, "newcomer-newcomer", "aaaaaaaaaaaaaaa"]) {
      expect(
        await refusalOf(sessions.signIn({ username, password: oneTimePassword, newPassword })),
      ).toMatchObject({
        code: "INVALID_ARGUMENT",
        fields: ["newPassword"],
      });
    }
    await sessions.signIn({ username, password: oneTimePassword, newPassword: ADMIN_PASSWORD });
    expect(await refusalOf(sessions.signIn({ username, password: oneTimePassword }))).toEqual(WRONG);
  });
});

describe("guessing", () => {
  /** Signs in as a web server does for a browser at an address. */
  async function signInFrom(address: string, username: string, password: string) {
    const headers = { ...(await serviceHeaders("web")()), "x-client-address": address };
    return service.anonymous.sessions.signIn({ username, password }, { headers });
  }

  test("locks out the guesser and nobody else", async () => {
    await service.createUser({ username: "victim", role: Role.VIEWER });
    await signInFrom("198.51.100.7", "victim", ADMIN_PASSWORD);
    for (let i = 0; i < 5; i++) {
      expect(await refusalOf(signInFrom("203.0.113.9", "victim", `guess ${i}`))).toEqual(WRONG);
    }
    // even the right password does not help from there
    expect(await refusalOf(signInFrom("203.0.113.9", "victim", ADMIN_PASSWORD))).toMatchObject({
      code: "RESOURCE_EXHAUSTED",
      reason: "TOO_MANY_SIGN_IN_FAILURES",
    });
    expect((await signInFrom("198.51.100.7", "victim", ADMIN_PASSWORD)).user?.username).toBe("victim");
  });

  test("spread over many addresses stops, except where the user is known", async () => {
    await service.createUser({ username: "popular", role: Role.VIEWER });
    await signInFrom("198.51.100.8", "popular", ADMIN_PASSWORD);
    await service.database.query(
      `INSERT INTO sign_in_failures (username, address)
       SELECT 'popular', '10.0.0.' || n FROM generate_series(1, 50) AS n`,
    );
    expect(await refusalOf(signInFrom("203.0.113.10", "popular", ADMIN_PASSWORD))).toMatchObject({
      code: "RESOURCE_EXHAUSTED",
    });
    await signInFrom("198.51.100.8", "popular", ADMIN_PASSWORD);
  });

  test("from many addresses of one IPv6 network counts as one", async () => {
    await service.createUser({ username: "six", role: Role.VIEWER });
    for (let i = 1; i <= 5; i++) await refusalOf(signInFrom(`2001:db8::${i}`, "six", "guess"));
    expect(await refusalOf(signInFrom("2001:db8::ffff", "six", ADMIN_PASSWORD))).toMatchObject({
      code: "RESOURCE_EXHAUSTED",
    });
  });

  test("cannot hide behind a made-up address: the header of a stranger means nothing", async () => {
    await service.createUser({ username: "mask", role: Role.VIEWER });
    const from = (address: string) =>
      service.anonymous.sessions.signIn(
        { username: "mask", password: "guess" },
        { headers: { "x-client-address": address } },
      );
    for (let i = 1; i <= 5; i++) await refusalOf(from(`192.0.2.${i}`));
    expect(await refusalOf(from("192.0.2.99"))).toMatchObject({ code: "RESOURCE_EXHAUSTED" });
    await service.database.query("DELETE FROM sign_in_failures");
  });
});

describe("a session", () => {
  test("is refreshed; each refresh token works once, and one that comes twice ends it", async () => {
    const first = await service.signIn("admin", ADMIN_PASSWORD);
    const { refreshSession } = service.anonymous.sessions;
    const { tokens: second } = await refreshSession(first.tokens);
    const thief = await refusalOf(refreshSession(first.tokens));
    expect(thief).toEqual(ENDED);
    // whoever holds the successor is out too
    expect(await refusalOf(refreshSession({ refreshToken: second?.refreshToken ?? "" }))).toEqual(ENDED);
    const clients = connectAll(service.address, bearer(second?.accessToken ?? ""));
    expect(await refusalOf(clients.users.getCurrentUser({}))).toMatchObject({ reason: "SESSION_ENDED" });
    const { events } = await service.admin.audit.listAuditEvents({ action: 17 });
    expect(events[0]?.actor).toBe("admin");
  });

  test("that is refreshed twice at once is refreshed once", async () => {
    const { tokens } = await service.signIn("admin", ADMIN_PASSWORD);
    const both = await Promise.allSettled(
      [1, 2].map(() => service.anonymous.sessions.refreshSession(tokens)),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test.each(["", "dsr_", `dsr_${"A".repeat(43)}`, "'; --"])(
    "is not refreshed by %p",
    async (refreshToken) => {
      expect(await refusalOf(service.anonymous.sessions.refreshSession({ refreshToken }))).toEqual(ENDED);
    },
  );

  test("ends by signing out, by hand, and with a changed password", async () => {
    const one = await service.createUser({ username: "busy", role: Role.VIEWER });
    const two = await service.signIn("busy", ADMIN_PASSWORD);
    const three = await service.signIn("busy", ADMIN_PASSWORD);
    const { sessions } = await two.sessions.listSessions({});
    expect(sessions).toHaveLength(3);
    const current = sessions.find((session) => session.current);
    const other = sessions.find((session) => !session.current && session.createdAt !== undefined);
    expect(current?.address).toBe("127.0.0.1");
    await two.sessions.revokeSession({ id: other?.id ?? "" });
    expect((await two.sessions.listSessions({})).sessions).toHaveLength(2);
    await two.users.changePassword({ currentPassword: ADMIN_PASSWORD, newPassword: "another good password" });
    expect((await two.sessions.listSessions({})).sessions.map(({ current }) => current)).toEqual([true]);
    await two.sessions.signOut({});
    expect(await refusalOf(service.anonymous.sessions.refreshSession(two.tokens))).toEqual(ENDED);
    expect(await refusalOf(service.anonymous.sessions.refreshSession(three.tokens))).toEqual(ENDED);
    expect(one.id).not.toBe("");
  });

  test("of somebody else cannot be seen or ended", async () => {
    const snoop = await service.createUser({ username: "snoop", role: Role.EDITOR });
    const { sessions } = await service.admin.sessions.listSessions({});
    const id = sessions[0]?.id ?? "";
    const userId = sessions[0]?.userId ?? "";
    expect(await refusalOf(snoop.sessions.revokeSession({ id }))).toMatchObject({ code: "NOT_FOUND" });
    expect(await refusalOf(snoop.sessions.listSessions({ userId }))).toMatchObject({
      code: "PERMISSION_DENIED",
    });
  });

  test("goes on with a rotated key, and not when the old keys are revoked", async () => {
    const { tokens } = await service.signIn("admin", ADMIN_PASSWORD);
    const { keyId } = await service.admin.sessions.rotateSigningKey({});
    expect(keyId).not.toBe("");
    await connectAll(service.address, bearer(tokens.accessToken)).users.getCurrentUser({});
    await service.dependencies.signingKeys.rotateWhenOld();
    const keys = await service.database.query("SELECT id FROM signing_keys");
    expect(keys).toHaveLength(2);
  });
});
