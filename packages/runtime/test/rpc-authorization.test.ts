import { describe, expect, test } from "bun:test";
import { generateKeyPairSync } from "node:crypto";
import { RunService } from "@repo/proto/scheduler/v1/run_service_pb";
import { importJWK, SignJWT } from "jose";
import {
  type CredentialLookup,
  createAuthenticator,
  createServiceIdentity,
  newApiToken,
  newServiceKeys,
  newSigningKeyPair,
  privateKeySetting,
  publicKeysSetting,
  signAccessToken,
} from "../src/auth/index.ts";
import { createHealthState, StartupError } from "../src/index.ts";
import {
  type Authorization,
  actorOf,
  clientAddressOf,
  createRpcServer,
  principalOf,
  service,
  serviceAccess,
} from "../src/rpc/server/index.ts";
import { connectRuns, createLogCapture, failureOf, startRunServer, until } from "./run-service-fixture.ts";

const ACCESS = [
  serviceAccess(RunService, {
    getRun: "VIEWER",
    listRuns: "PUBLIC",
    listRecentRuns: "PUBLIC",
    cancelRun: "SERVICE",
    explainDueTime: "ADMIN_IN_PERSON",
    watchRuns: "VIEWER",
  }),
];
const OWNER = { userId: "u-1", username: "alice", role: "VIEWER", team: "" } as const;
const keys = await newSigningKeyPair();
const serviceKeys = newServiceKeys();
const lifetime = (seconds: number) => ({
  now: new Date(),
  expiresAt: new Date(Date.now() + seconds * 1_000),
});
const claims = { userId: "u-1", sessionId: "s-1" };
const accessToken = await signAccessToken(keys, claims, lifetime(60));

/** A server whose users are alice, with the session s-1. */
async function startGuarded(
  lookup: Partial<CredentialLookup> = {},
  options: Partial<Authorization> = {},
  functions: Parameters<typeof startRunServer>[0] = {},
) {
  const authenticator = createAuthenticator({
    serviceKeys: publicKeysSetting().parse(serviceKeys.publicKey),
    lookup: {
      listVerificationKeys: async () => [keys],
      findSessionOwner: async (id) => (id === "s-1" ? OWNER : undefined),
      findApiTokenOwner: async () => undefined,
      touchApiToken: async () => undefined,
      ...lookup,
    },
  });
  const authorization = { access: ACCESS, authenticator, ...options };
  return startRunServer(functions, { authorization });
}

const bearer = (token: string) => ({ headers: () => ({ authorization: `Bearer ${token}` }) });
const serviceToken = async () => {
  const privateKey = privateKeySetting().parse(serviceKeys.privateKey);
  return createServiceIdentity({ service: "master", privateKey }, () => Date.now()).headers();
};

describe("a server does not start", () => {
  test("when nobody has decided who may call a method", () => {
    const { logger } = createLogCapture();
    const decided = {
      getRun: "VIEWER",
      listRuns: "VIEWER",
      listRecentRuns: "VIEWER",
      cancelRun: "VIEWER",
    } as const;
    // @ts-expect-error two methods are missing, which the compiler sees too
    const access = [serviceAccess(RunService, decided)];
    const functions = { getRun: async () => ({}) } as unknown as Parameters<
      typeof service<typeof RunService>
    >[1];
    const authenticator = { authenticate: async () => never(), confirm: async () => never() };
    const start = () =>
      createRpcServer({
        logger,
        services: [service(RunService, functions)],
        authorization: { access, authenticator },
        health: createHealthState(),
        reflection: false,
      });
    expect(start).toThrow(StartupError);
    expect(start).toThrow(
      "who may call scheduler.v1.RunService/ExplainDueTime, scheduler.v1.RunService/WatchRuns",
    );
  });
});

function never(): never {
  throw new Error("not expected");
}

const otherKeys = await newSigningKeyPair();
const publicPem = generateKeyPairSync("ed25519").publicKey.export({ type: "spki", format: "pem" });
const jwt = (header: { alg: string; typ?: string; kid?: string }, audience = "distributed-scheduler") =>
  new SignJWT({ sid: "s-1" })
    .setProtectedHeader({ typ: "at+jwt", kid: keys.id, ...header })
    .setIssuer("distributed-scheduler")
    .setAudience(audience)
    .setSubject("u-1")
    .setExpirationTime("1m");
const signJwt = async (unsigned: SignJWT) => unsigned.sign(await importJWK(keys.privateKey, "EdDSA"));
const [head = "", body = "", signature = ""] = accessToken.split(".");
const encodePart = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

const FORGED: [string, string][] = [
  [
    "of another key under the known id",
    await signAccessToken({ ...otherKeys, id: keys.id }, claims, lifetime(60)),
  ],
  ["of a key that is not known", await signAccessToken(otherKeys, claims, lifetime(60))],
  ["without a signature", `${encodePart({ alg: "none", typ: "at+jwt", kid: keys.id })}.${body}.`],
  ["with the signature cut off", `${head}.${body}.`],
  [
    "with another user in it",
    `${head}.${encodePart({ sub: "admin", sid: "s-1", exp: 9_999_999_999 })}.${signature}`,
  ],
  [
    "signed with the public key as a password",
    await jwt({ alg: "HS256" }).sign(new TextEncoder().encode(String(publicPem))),
  ],
  ["for another audience", await signJwt(jwt({ alg: "EdDSA" }, "someone else"))],
  ["of another type", await signJwt(jwt({ alg: "EdDSA", typ: "JWT" }))],
  ["that claims to be a service's", await signJwt(jwt({ alg: "EdDSA", typ: "service+jwt" }))],
  [
    "without an end",
    await new SignJWT({ sid: "s-1" })
      .setProtectedHeader({ alg: "EdDSA", typ: "at+jwt", kid: keys.id })
      .setIssuer("distributed-scheduler")
      .setAudience("distributed-scheduler")
      .setSubject("u-1")
      .sign(await importJWK(keys.privateKey, "EdDSA")),
  ],
  ["that is no token", "eyJhbGciOiJFZERTQSJ9"],
];

describe("a forged access token", () => {
  test.each(FORGED)("%s is refused", async (_, token) => {
    await using server = await startGuarded();
    using client = connectRuns(server.address, bearer(token));
    expect(await failureOf(client.getRun({}))).toMatchObject({
      code: "UNAUTHENTICATED",
      reason: "TOKEN_INVALID",
    });
  });
});

describe("a caller", () => {
  test("with a good token is known to the handler, the log and the audit log", async () => {
    let seen: unknown;
    await using server = await startGuarded(
      {},
      {},
      {
        getRun: async (_, call) => {
          seen = { ...actorOf(call), role: (principalOf(call) as typeof OWNER).role };
          return {};
        },
      },
    );
    using client = connectRuns(server.address, bearer(accessToken));
    await client.getRun({});
    expect(seen).toMatchObject({
      name: "alice",
      credential: "session",
      address: "127.0.0.1",
      role: "VIEWER",
    });
    expect(await server.callLogged("GetRun")).toMatchObject({ actor: "alice", code: "OK" });
    expect(JSON.stringify(server.lines)).not.toContain(accessToken);
  });

  test("whose token has expired is told to refresh", async () => {
    await using server = await startGuarded();
    using client = connectRuns(server.address, bearer(await signAccessToken(keys, claims, lifetime(-60))));
    expect(await failureOf(client.getRun({}))).toMatchObject({
      code: "UNAUTHENTICATED",
      reason: "TOKEN_EXPIRED",
    });
  });

  test("cannot be checked while the database is away, and is asked to try again", async () => {
    await using server = await startGuarded({
      findSessionOwner: () => Promise.reject(new Error("secret host is away")),
    });
    using client = connectRuns(server.address, bearer(accessToken));
    const failure = await failureOf(client.cancelRun({}, { deadlineMs: 2_000 }));
    expect(failure).toMatchObject({ code: "UNAVAILABLE", reason: "IDENTITY_UNAVAILABLE" });
    expect(String(failure)).not.toContain("secret host");
  });

  test("with an old token may still call what is public", async () => {
    await using server = await startGuarded();
    using client = connectRuns(server.address, bearer("nonsense"));
    await client.listRuns({});
  });

  test("that is a service calls what is for services, and nothing else", async () => {
    await using server = await startGuarded();
    const headers = await serviceToken();
    using client = connectRuns(server.address, { headers: () => headers });
    await client.cancelRun({});
    expect(await failureOf(client.getRun({}))).toMatchObject({ reason: "NOT_FOR_SERVICES" });
    using user = connectRuns(server.address, bearer(accessToken));
    expect(await failureOf(user.cancelRun({}))).toMatchObject({ reason: "ONLY_FOR_SERVICES" });
  });

  test("costs one look-up in five seconds, and an API token is compared as a whole", async () => {
    const { token, prefix, hash } = newApiToken();
    let lookups = 0;
    await using server = await startGuarded({
      findApiTokenOwner: async (asked) => {
        lookups += 1;
        return asked === prefix ? { ...OWNER, apiTokenId: "t-1", tokenRole: "ADMIN", hash } : undefined;
      },
    });
    using client = connectRuns(server.address, bearer(token));
    for (let i = 0; i < 20; i++) await client.getRun({});
    expect(lookups).toBe(1);
    expect(await failureOf(client.explainDueTime({}))).toMatchObject({ reason: "ROLE_TOO_LOW" });
    using guesser = connectRuns(server.address, bearer(`${prefix}_${"A".repeat(43)}`));
    expect(await failureOf(guesser.getRun({}))).toMatchObject({ reason: "TOKEN_INVALID" });
  });

  test.each([
    ["a service names its client's address", true, "203.0.113.5"],
    ["a user's header means nothing", false, "127.0.0.1"],
  ])("%s", async (_, isService, expected) => {
    let address = "";
    await using server = await startGuarded(
      {},
      {},
      {
        listRuns: async (_, call) => {
          address = clientAddressOf(call);
          return {};
        },
      },
    );
    const identity = isService ? await serviceToken() : bearer(accessToken).headers();
    using client = connectRuns(server.address, {
      headers: () => ({ ...identity, "x-client-address": "203.0.113.5" }),
    });
    await client.listRuns({});
    expect(address).toBe(expected);
  });
});

describe("an open stream", () => {
  const watchRuns = async function* () {
    yield {};
    await new Promise(() => undefined);
  };

  test("ends when its caller's session has ended", async () => {
    let isOpen = true;
    const lookup = { findSessionOwner: async () => (isOpen ? OWNER : undefined) };
    await using server = await startGuarded(lookup, { confirmIntervalMs: 30 }, { watchRuns });
    using client = connectRuns(server.address, bearer(accessToken));
    const watch = client.watchRuns({});
    await watch.next();
    const failing = failureOf(watch.next());
    isOpen = false;
    expect(await failing).toMatchObject({ code: "UNAUTHENTICATED", reason: "SESSION_ENDED" });
  });

  test("goes on while it cannot be asked", async () => {
    let asked = 0;
    const lookup = {
      findSessionOwner: async () => {
        asked += 1;
        if (asked > 1) throw new Error("away");
        return OWNER;
      },
    };
    await using server = await startGuarded(lookup, { confirmIntervalMs: 20 }, { watchRuns });
    using client = connectRuns(server.address, bearer(accessToken));
    const watch = client.watchRuns({});
    await watch.next();
    let ended = false;
    void watch.next().catch(() => {
      ended = true;
    });
    await until(() => asked > 3);
    expect(ended).toBe(false);
  });

  test("is one of a bounded number for each caller", async () => {
    await using server = await startGuarded({}, { maxStreamsPerCaller: 2 }, { watchRuns });
    using client = connectRuns(server.address, bearer(accessToken));
    const [first, second, third] = [client.watchRuns({}), client.watchRuns({}), client.watchRuns({})];
    await first.next();
    await second.next();
    expect(await failureOf(third.next())).toMatchObject({
      code: "RESOURCE_EXHAUSTED",
      reason: "TOO_MANY_STREAMS",
    });
    await first.return();
    await until(() =>
      server.lines.some(({ method, code }) => String(method).endsWith("WatchRuns") && code === "CANCELLED"),
    );
    expect((await client.watchRuns({}).next()).done).toBe(false);
  });
});
