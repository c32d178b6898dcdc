import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { encodeRole, encodeTimestamp } from "@repo/proto";
import { ApiTokenService } from "@repo/proto/user/v1/api_token_service_pb";
import { SessionService } from "@repo/proto/user/v1/session_service_pb";
import { UserService } from "@repo/proto/user/v1/user_service_pb";
import { createRpcClient, RpcError } from "@repo/runtime/rpc/client";
import { CliError, explainFailure } from "../call-failure.ts";
import { bearer, readToken, TOKEN_FILE } from "../connection.ts";

const TOKEN_LIFETIME_MS = 365 * 86_400_000;

export interface SignInOptions {
  /** Of user-microservice. */
  address: string;
  username: string;
  password: string;
  dataDir: string;
  now: Date;
}

/**
 * An API token for the command line of this machine, kept in the data folder: the one that is there, or a new one.
 *
 * @throws CliError when the password is not that of the database
 */
export async function signInByItself(options: SignInOptions): Promise<string> {
  const { address, dataDir } = options;
  try {
    const kept = readToken(dataDir);
    if (kept !== undefined && (await works(address, kept))) return kept;
    const token = await createToken(options);
    writeFileSync(join(dataDir, TOKEN_FILE), `${token}\n`, { mode: 0o600 });
    return token;
  } catch (error) {
    if (error instanceof RpcError && error.code === "UNAUTHENTICATED") throw otherPassword(options);
    throw explainFailure(error, address);
  }
}

async function works(address: string, token: string): Promise<boolean> {
  const users = createRpcClient(UserService, address, { headers: () => bearer(token) });
  try {
    const { user } = await users.getCurrentUser({});
    return user !== undefined;
  } catch (error) {
    if (error instanceof RpcError && error.code === "UNAUTHENTICATED") return false;
    throw error;
  } finally {
    users.close();
  }
}

async function createToken({ address, username, password, now }: SignInOptions): Promise<string> {
  const sessions = createRpcClient(SessionService, address);
  try {
    const { tokens } = await sessions.signIn({ username, password });
    const headers = bearer(tokens?.accessToken);
    const apiTokens = createRpcClient(ApiTokenService, address, { headers: () => headers });
    try {
      const { token } = await apiTokens.createApiToken({
        name: `command line, ${now.toISOString()}`,
        role: encodeRole("ADMIN"),
        expiresAt: encodeTimestamp(new Date(now.getTime() + TOKEN_LIFETIME_MS)),
      });
      await sessions.signOut({}, { headers });
      return token;
    } finally {
      apiTokens.close();
    }
  } finally {
    sessions.close();
  }
}

function otherPassword({ username, dataDir }: SignInOptions): CliError {
  return new CliError(
    `the password of ${username} is not the one in ${join(dataDir, "credentials.json")}\n` +
      `Write an API token of an administrator into ${join(dataDir, TOKEN_FILE)}, or use an empty database.`,
  );
}
