import { readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { createSupervisor, freePort, makeTemporaryDataFolder, stopEmbedded } from "@repo/local-stack";
import { RunService } from "@repo/proto/scheduler/v1/run_service_pb";
import { ScheduleService } from "@repo/proto/scheduler/v1/schedule_service_pb";
import { SessionService } from "@repo/proto/user/v1/session_service_pb";
import { UserService } from "@repo/proto/user/v1/user_service_pb";
import { createRpcClient, type RpcClient } from "@repo/runtime/rpc/client";
import { z } from "zod";

const ROOT = resolve(import.meta.dirname, "../../../..");
const READY_WITHIN_MS = 8 * 60_000;
/** A little less than it lives. */
const ACCESS_TOKEN_USED_MS = 4 * 60_000;
const STOP_GRACE_MS = 15_000;

/** The whole product as `bun run dev` starts it, on ports and data of its own. */
export interface System extends AsyncDisposable {
  /** Of the web UI. */
  baseUrl: string;
  webPort: number;
  /** Where its stores keep their data. */
  dataDir: string;
  admin: { username: string; password: string };
  /** As the administrator. */
  schedules: RpcClient<typeof ScheduleService>;
  runs: RpcClient<typeof RunService>;
  users: RpcClient<typeof UserService>;
}

export async function startSystem(): Promise<System> {
  await using started = new AsyncDisposableStack();
  const dataDir = makeTemporaryDataFolder();
  started.defer(() => rmSync(dataDir, { recursive: true, force: true }));
  started.defer(() => stopEmbedded(dataDir));
  const supervisor = createSupervisor();
  started.defer(() => supervisor.stopAll(STOP_GRACE_MS));
  const [port, echoPort, webPort] = await freePorts();
  await supervisor.start({
    name: "dev",
    command: [
      process.execPath,
      "apps/cli/src/main.ts",
      "dev",
      `--port=${port}`,
      `--echo-port=${echoPort}`,
      `--web-port=${webPort}`,
      `--data-dir=${dataDir}`,
    ],
    workingDirectory: ROOT,
    environment: { DATABASE_URL: "", REDIS_URL: "", NO_COLOR: "1", FORCE_COLOR: "" },
    readyWhen: { line: (line) => line.includes("ready in") },
    // builds the web UI when its sources have changed
    readyWithinMs: READY_WITHIN_MS,
  });

  const token = readFileSync(join(dataDir, "token"), "utf8").trim();
  const { adminPassword } = z
    .object({ adminPassword: z.string() })
    .parse(JSON.parse(readFileSync(join(dataDir, "credentials.json"), "utf8")));
  const admin = { username: "admin", password: adminPassword };
  const headers = () => ({ authorization: `Bearer ${token}` });
  const scheduler = `ipv4:127.0.0.1:${port},127.0.0.1:${port + 1}`;
  const schedules = createRpcClient(ScheduleService, scheduler, { headers });
  const runs = createRpcClient(RunService, scheduler, { headers });
  const users = openUsers(`127.0.0.1:${port + 2}`, admin);
  started.defer(() => {
    for (const client of [schedules, runs, users]) client.close();
  });
  const owned = started.move();
  return {
    baseUrl: `http://localhost:${webPort}`,
    webPort,
    dataDir,
    admin,
    schedules,
    runs,
    users,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** Users are managed in person: an API token may not. Signs in anew before the access token expires. */
function openUsers(address: string, admin: { username: string; password: string }) {
  const sessions = createRpcClient(SessionService, address);
  let session: { accessToken: string; signedInAt: number } | undefined;
  return createRpcClient(UserService, address, {
    headers: async () => {
      if (session === undefined || performance.now() - session.signedInAt > ACCESS_TOKEN_USED_MS) {
        const { tokens } = await sessions.signIn(admin);
        session = { accessToken: tokens?.accessToken ?? "", signedInAt: performance.now() };
      }
      return { authorization: `Bearer ${session.accessToken}` };
    },
  });
}

/** Ports of the gRPC servers (this one and the two after it), of the echo service and of the web UI. */
async function freePorts(): Promise<[port: number, echoPort: number, webPort: number]> {
  for (;;) {
    const port = await freePort();
    const wanted = [port, port + 1, port + 2, port + 3, port + 4];
    const got = await Promise.all(wanted.map((each) => freePort(each)));
    if (got.every((each, index) => each === wanted[index])) return [port, port + 3, port + 4];
  }
}
