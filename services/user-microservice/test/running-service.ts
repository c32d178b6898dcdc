import { createCredentialLookup, createDatabase, type Database, migrateDatabase } from "@repo/db";
import { ApiTokenService } from "@repo/proto/user/v1/api_token_service_pb";
import { AuditService } from "@repo/proto/user/v1/audit_service_pb";
import { SavedViewService } from "@repo/proto/user/v1/saved_view_service_pb";
import { SecretService } from "@repo/proto/user/v1/secret_service_pb";
import { SessionService } from "@repo/proto/user/v1/session_service_pb";
import type { Role } from "@repo/proto/user/v1/user_pb";
import { UserService } from "@repo/proto/user/v1/user_service_pb";
import { createHealthState, createLogger } from "@repo/runtime";
import {
  createAuthenticator,
  createKeyring,
  encryptionKeysSetting,
  newEncryptionKey,
  publicKeysSetting,
} from "@repo/runtime/auth";
import { createRpcClient, RpcError } from "@repo/runtime/rpc/client";
import { createRpcServer } from "@repo/runtime/rpc/server";
import { createTestDatabase, serviceEnvironment } from "@repo/testing";
import { ACCESS } from "../src/access.ts";
import type { Dependencies } from "../src/dependencies.ts";
import { createSigningKeys } from "../src/keys/signing-keys.ts";
import { createPasswords } from "../src/passwords/passwords.ts";
import { createServices } from "../src/services.ts";
import { createFirstAdministrator } from "../src/users/first-administrator.ts";

export const ADMIN_PASSWORD = "correct horse battery staple";

/** Everything the service offers, called with the same headers. */
export function connectAll(address: string, headers: () => Record<string, string>) {
  const options = { headers };
  return {
    users: createRpcClient(UserService, address, options),
    sessions: createRpcClient(SessionService, address, options),
    apiTokens: createRpcClient(ApiTokenService, address, options),
    audit: createRpcClient(AuditService, address, options),
    secrets: createRpcClient(SecretService, address, options),
    savedViews: createRpcClient(SavedViewService, address, options),
  };
}
export type Clients = ReturnType<typeof connectAll>;

export interface RunningService extends AsyncDisposable {
  address: string;
  database: Database;
  databaseUrl: string;
  dependencies: Dependencies;
  /** Log lines so far. */
  lines: string[];
  /** Nobody. */
  anonymous: Clients;
  /** The first administrator, signed in. */
  admin: Clients;
  signIn(username: string, password: string): Promise<Clients & { tokens: Tokens }>;
  /** Creates a user, who signs in and replaces the one-time password by {@link ADMIN_PASSWORD}. */
  createUser(options: { username: string; role: Role; team?: string }): Promise<Clients & { id: string }>;
}

export interface Tokens {
  accessToken: string;
  refreshToken: string;
}

/** The service on a socket, over a database of its own. */
export async function startService(
  overrides: Partial<Pick<Dependencies, "accessTokenLifetime" | "sessionLifetime">> = {},
): Promise<RunningService> {
  const testDatabase = await createTestDatabase({
    migrate: async (url) => void (await migrateDatabase(url)),
  });
  const database = createDatabase({
    url: testDatabase.url,
    maxConnections: 10,
    onConnectionError: () => undefined,
  });
  const lines: string[] = [];
  const logger = createLogger({
    service: "test",
    level: "debug",
    destination: { write: (line) => void lines.push(line) },
  });
  const keyring = createKeyring(encryptionKeysSetting().parse(newEncryptionKey("test")));
  const signingKeys = createSigningKeys(
    { database, keyring },
    { keyLifetime: 3_600_000, tokenLifetime: 300_000, monotonicNow: () => performance.now() },
  );
  const dependencies: Dependencies = {
    database,
    keyring,
    signingKeys,
    passwords: await createPasswords(),
    logger,
    accessTokenLifetime: 300_000,
    sessionLifetime: 3_600_000,
    ...overrides,
  };
  await signingKeys.rotateWhenOld();
  await createFirstAdministrator(dependencies, { username: "admin", password: ADMIN_PASSWORD });
  const server = createRpcServer({
    logger,
    services: createServices(dependencies),
    authorization: {
      access: ACCESS,
      authenticator: createAuthenticator({
        lookup: createCredentialLookup(database),
        serviceKeys: publicKeysSetting().parse(serviceEnvironment().SERVICE_PUBLIC_KEYS),
      }),
    },
    health: createHealthState(),
    reflection: false,
    limits: { maxRequestBytes: 256 * 1024 },
  });
  const address = `127.0.0.1:${await server.listen({ host: "127.0.0.1", port: 0 })}`;
  const connected: Clients[] = [];
  const connect = (headers: () => Record<string, string>) => {
    const clients = connectAll(address, headers);
    connected.push(clients);
    return clients;
  };
  const anonymous = connect(() => ({}));

  async function signIn(username: string, password: string, newPassword = "") {
    const { tokens } = await anonymous.sessions.signIn({ username, password, newPassword });
    if (tokens === undefined) throw new Error("there are no tokens in the answer");
    const clients = connect(() => ({ authorization: `Bearer ${tokens.accessToken}` }));
    return { ...clients, tokens };
  }
  const admin = await signIn("admin", ADMIN_PASSWORD);

  return {
    address,
    database,
    databaseUrl: testDatabase.url,
    dependencies,
    lines,
    anonymous,
    admin,
    signIn,
    async createUser(options) {
      const { user, oneTimePassword } = await admin.users.createUser(options);
      const clients = await signIn(options.username, oneTimePassword, ADMIN_PASSWORD);
      return { ...clients, id: user?.id ?? "" };
    },
    async [Symbol.asyncDispose]() {
      for (const clients of connected) for (const client of Object.values(clients)) client.close();
      await server.stop(1_000);
      await database.close();
      await testDatabase.drop();
    },
  };
}

/** What a call is refused with: its status, its reason, and the fields by name. */
export async function refusalOf(
  call: Promise<unknown>,
): Promise<{ code: string; reason: string | undefined; fields: string[] }> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof RpcError)) throw error;
    return { code: error.code, reason: error.reason, fields: error.fields.map(({ field }) => field) };
  }
  throw new Error("the call was expected to be refused");
}
