import type { ProcessOptions } from "@repo/local-stack";
import type { Credentials } from "./credentials.ts";
import { SAMPLE_COMMAND } from "./sample-schedules.ts";

export interface ServicesOptions {
  databaseUrl: string;
  redisUrl: string;
  /** One replica of schedule-microservice for each. */
  ports: readonly number[];
  /** Of user-microservice. */
  userPort: number;
  webPort: number;
  credentials: Credentials;
}

export const ADMIN_USERNAME = "admin";

/** The production build brings its own server. */
const WEB_SERVER = "apps/web/.next/standalone/apps/web/server.js";
const WORKERS = 2;
/** More often than in a cluster, as nobody at a terminal likes to wait. */
const MASTER_PERIOD = "30s";
/** What is in hand at Ctrl-C gets most of this; what takes longer is given back and runs at the next start. */
const SHUTDOWN_DEADLINE = "5s";

/** The processes of the system as `dev` runs them, in the order of their start. */
export function listServices(options: ServicesOptions): ProcessOptions[] {
  const { databaseUrl, redisUrl, ports, userPort, webPort, credentials } = options;
  const shared = {
    SHUTDOWN_DEADLINE,
    LOG_LEVEL: "info",
    LOG_PRETTY: "false",
    METRICS_PORT: "",
    SERVICE_VERSION: "dev",
  };
  const stores = { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl };
  const secrets = { SECRETS_KEYS: credentials.secretsKeys };
  const server = {
    SERVICE_PUBLIC_KEYS: credentials.servicePublicKey,
    GRPC_HOST: "127.0.0.1",
    GRPC_REFLECTION: "true",
  };
  const command = (service: string, ...args: string[]) => [
    process.execPath,
    `services/${service}/src/main.ts`,
    ...args,
  ];
  return [
    {
      name: "user-microservice",
      command: command("user-microservice"),
      environment: {
        ...shared,
        ...secrets,
        ...server,
        DATABASE_URL: databaseUrl,
        GRPC_PORT: String(userPort),
        ADMIN_USERNAME,
        ADMIN_PASSWORD: credentials.adminPassword,
      },
      readyWhen: { port: userPort },
    },
    ...ports.map((port, index) => ({
      name: `schedule-microservice-${index + 1}`,
      command: command("schedule-microservice"),
      environment: { ...shared, ...stores, ...server, GRPC_PORT: String(port) },
      readyWhen: { port },
    })),
    ...Array.from({ length: WORKERS }, (_, index) => ({
      name: `worker-${index + 1}`,
      command: command("worker"),
      // the samples call the echo service on this machine and run a command, which a worker does only when it is told so
      environment: {
        ...shared,
        ...stores,
        ...secrets,
        HTTP_TARGET_ALLOW: "127.0.0.0/8,::1,localhost",
        COMMAND_TARGET_ALLOW: SAMPLE_COMMAND[0] ?? "",
      },
      readyWhen: { line: (line: string) => line.includes('"working"') },
    })),
    {
      name: "master-cron-job",
      command: command("master-cron-job", "--every", MASTER_PERIOD),
      environment: {
        ...shared,
        SCHEDULE_SERVICE_ADDRESS: addressOf(ports),
        SERVICE_PRIVATE_KEY: credentials.servicePrivateKey,
      },
    },
    {
      name: "web",
      command: [process.execPath, WEB_SERVER],
      environment: {
        NODE_ENV: "production",
        HOSTNAME: "127.0.0.1",
        PORT: String(webPort),
        SCHEDULE_SERVICE_ADDRESS: addressOf(ports),
        USER_SERVICE_ADDRESS: `127.0.0.1:${userPort}`,
      },
      readyWhen: { port: webPort },
    },
  ];
}

/** All replicas as one gRPC target. */
export function addressOf(ports: readonly number[]): string {
  return `ipv4:${ports.map((port) => `127.0.0.1:${port}`).join(",")}`;
}
