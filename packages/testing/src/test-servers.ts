import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import {
  type ClusterNodeOptions,
  cacheFolder,
  endProcess,
  freePort,
  type Guardian,
  makeTemporaryDataFolder,
  postGuardian,
  type ServerRecord,
  signalProcess,
  startPostgres,
  startRedis,
  stopPostgres,
  stopRedis,
} from "@repo/local-stack";

export interface TestServerOptions {
  /** A free one when missing. */
  port?: number;
}

export interface RedisServerOptions extends TestServerOptions {
  /** A new one when missing. */
  password?: string;
  /** Makes the server a node of a cluster, with nothing on disk. */
  cluster?: ClusterNodeOptions;
}

/** A database server of one test's own that can be broken. */
export interface TestServer extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  /** Shuts the server down in good order. */
  stop(): Promise<void>;
  /** Ends the server as a crash does (SIGKILL). */
  kill(): Promise<void>;
  /** Starts a stopped or killed server again, on the same port and data. */
  start(): Promise<void>;
  /** Sends a signal to the server's first process, e.g. SIGSTOP and SIGCONT to freeze and thaw Redis. */
  signal(signal: NodeJS.Signals): void;
  /** Ends the server for good and removes its data. */
  remove(): Promise<void>;
}

/** Starts a Redis of the test's own whose keys survive stop, kill and start. */
export function startRedisServer({
  password,
  cluster,
  ...options
}: RedisServerOptions = {}): Promise<TestServer> {
  return startTestServer(options, {
    password,
    urlOf: (port, password) => `redis://:${password}@127.0.0.1:${port}`,
    launch: (server) =>
      startRedis({
        ...server,
        cluster,
        durable: cluster === undefined,
        cacheDir: cacheFolder(),
        log: () => undefined,
      }),
    shutDown: stopRedis,
  });
}

/** Starts a Postgres of the test's own; its data survives stop, kill and start. The URL names the database `postgres`. */
export function startPostgresServer(options: TestServerOptions = {}): Promise<TestServer> {
  return startTestServer(options, {
    urlOf: (port, password) => `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`,
    // a crash of the server, unlike one of the machine, loses nothing even so
    launch: (server) => startPostgres({ ...server, durable: false }),
    shutDown: stopPostgres,
  });
}

interface ServerKind {
  /** A new one when missing. */
  password?: string | undefined;
  urlOf: (port: number, password: string) => string;
  launch: (server: { dataDir: string; password: string; port: number }) => Promise<ServerRecord>;
  shutDown: (process: ServerRecord["process"]) => Promise<void>;
}

async function startTestServer(options: TestServerOptions, kind: ServerKind): Promise<TestServer> {
  const dataDir = makeTemporaryDataFolder();
  const password = kind.password ?? randomBytes(12).toString("base64url");
  const port = await freePort(options.port);
  let server: ServerRecord;
  let guardian: Guardian | undefined;

  const start = async () => {
    server = await kind.launch({ dataDir, password, port });
    guardian?.dismiss();
    guardian = await postGuardian({
      targets: [server.process.pid],
      signal: "SIGKILL",
      graceSeconds: 5,
      folder: dataDir,
    });
    if (server.port !== port) throw new Error(`port ${port} was taken while the server was down`);
  };
  const stop = () => kind.shutDown(server.process);
  const remove = async () => {
    await stop();
    rmSync(dataDir, { recursive: true, force: true });
    guardian?.dismiss();
  };
  await start();
  return {
    url: kind.urlOf(port, password),
    port,
    start,
    stop,
    kill: () => endProcess(server.process, "SIGKILL", 5_000),
    signal: (signal) => void signalProcess(server.process, signal),
    remove,
    [Symbol.asyncDispose]: remove,
  };
}
