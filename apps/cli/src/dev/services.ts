import type { ProcessOptions } from "@repo/local-stack";

export interface ServicesOptions {
  databaseUrl: string;
  redisUrl: string;
  /** One replica of schedule-microservice for each. */
  ports: readonly number[];
}

const WORKERS = 2;
/** More often than in a cluster, as nobody at a terminal likes to wait. */
const MASTER_PERIOD = "30s";
/** What is in hand at Ctrl-C gets most of this; what takes longer is given back and runs at the next start. */
const SHUTDOWN_DEADLINE = "5s";

/** The processes of the system as `dev` runs them, in the order of their start. */
export function listServices({ databaseUrl, redisUrl, ports }: ServicesOptions): ProcessOptions[] {
  const shared = { SHUTDOWN_DEADLINE, LOG_LEVEL: "info", LOG_PRETTY: "false", METRICS_PORT: "" };
  const stores = { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl };
  const command = (service: string, ...args: string[]) => [
    process.execPath,
    `services/${service}/src/main.ts`,
    ...args,
  ];
  return [
    ...ports.map((port, index) => ({
      name: `schedule-microservice-${index + 1}`,
      command: command("schedule-microservice"),
      environment: { ...shared, ...stores, GRPC_HOST: "127.0.0.1", GRPC_PORT: String(port) },
      readyWhen: { port },
    })),
    ...Array.from({ length: WORKERS }, (_, index) => ({
      name: `worker-${index + 1}`,
      command: command("worker"),
      // the samples call the echo service on this machine, which a worker does only when it is told so
      environment: { ...shared, ...stores, HTTP_TARGET_ALLOW: "127.0.0.0/8,::1,localhost" },
      readyWhen: { line: (line: string) => line.includes('"working"') },
    })),
    {
      name: "master-cron-job",
      command: command("master-cron-job", "--every", MASTER_PERIOD),
      environment: { ...shared, SCHEDULE_SERVICE_ADDRESS: addressOf(ports) },
    },
  ];
}

/** All replicas as one gRPC target. */
export function addressOf(ports: readonly number[]): string {
  return `ipv4:${ports.map((port) => `127.0.0.1:${port}`).join(",")}`;
}
