import { randomUUID } from "node:crypto";
import type { Caller, Role, UserPrincipal } from "@repo/core";
import { createServiceIdentity, newApiToken, newServiceKeys, privateKeySetting } from "@repo/runtime/auth";
import { Client } from "pg";

const DAY_MS = 86_400_000;

let serviceKeys: { privateKey: string; publicKey: string } | undefined;

/** The variables by which the services of a test trust each other: for every process of it. */
export function serviceEnvironment(): { SERVICE_PRIVATE_KEY: string; SERVICE_PUBLIC_KEYS: string } {
  serviceKeys ??= newServiceKeys();
  return { SERVICE_PRIVATE_KEY: serviceKeys.privateKey, SERVICE_PUBLIC_KEYS: serviceKeys.publicKey };
}

/** The headers of a service that calls; for the `headers` of a client. */
export function serviceHeaders(service = "test-service"): () => Promise<Record<string, string>> {
  const privateKey = privateKeySetting().parse(serviceEnvironment().SERVICE_PRIVATE_KEY);
  return createServiceIdentity({ service, privateKey }, () => Date.now()).headers;
}

export interface TestUserOptions {
  /** Default: ADMIN. */
  role?: Role;
  /** Default: a new one. */
  username?: string;
  team?: string;
}

export interface TestUser {
  id: string;
  username: string;
  /** An API token of the user's role. */
  token: string;
  /** The headers of a call with that token; for the `headers` of a client. */
  headers: () => Record<string, string>;
}

/** Stores a user who cannot sign in but has an API token. The services need not run. */
export async function createTestUser(databaseUrl: string, options: TestUserOptions = {}): Promise<TestUser> {
  const id = randomUUID();
  const { role = "ADMIN", username = `user-${id.slice(0, 8)}`, team = "" } = options;
  const { token, prefix, hash } = newApiToken();
  const client = new Client({ connectionString: databaseUrl, options: "-c timezone=UTC" });
  await client.connect();
  try {
    await client.query(
      `INSERT INTO users (id, username, display_name, role, team, state, password_hash, password_change_required)
       VALUES ($1, $2, $2, $3, $4, 'ACTIVE', 'none', false)`,
      [id, username, role, team],
    );
    await client.query(
      `INSERT INTO api_tokens (id, user_id, name, role, prefix, hash, expires_at)
       VALUES ($1, $2, 'test', $3, $4, $5, $6)`,
      [randomUUID(), id, role, prefix, hash, new Date(Date.now() + DAY_MS)],
    );
  } finally {
    await client.end();
  }
  return { id, username, token, headers: () => ({ authorization: `Bearer ${token}` }) };
}

/** Someone who calls, for flows that are tested without a call. Default: an administrator. */
export function aCaller(overrides: Partial<Omit<UserPrincipal, "kind">> = {}): Caller {
  const principal: UserPrincipal = {
    kind: "USER",
    userId: "00000000-0000-4000-8000-000000000001",
    username: "tester",
    role: "ADMIN",
    team: "",
    credential: { kind: "SESSION", sessionId: "00000000-0000-4000-8000-000000000002" },
    ...overrides,
  };
  const actor = {
    name: principal.username,
    credential: "session",
    address: "127.0.0.1",
    requestId: "test-request",
  };
  return { principal, actor };
}
