import type { Paint } from "../terminal.ts";
import { DEFAULT_PORT } from "./ports.ts";
import { ADMIN_USERNAME } from "./services.ts";
import { withoutPassword } from "./stores.ts";

export interface BannerFacts {
  tookMs: number;
  ports: readonly number[];
  userPort: number;
  webUrl: string;
  /** Shown at the first start only. */
  admin: { username: string; password: string } | undefined;
  echoUrl: string;
  databaseUrl: string;
  redisUrl: string;
  isEmbedded: { postgres: boolean; redis: boolean };
  /** As the user would write it. */
  dataDir: string;
  samples: number;
}

const LABEL_WIDTH = 10;

/** What is where, and what to do next. */
export function renderBanner(facts: BannerFacts, paint: Paint): string[] {
  const { ports, userPort, webUrl, admin, echoUrl, databaseUrl, redisUrl, isEmbedded, dataDir } = facts;
  const row = (label: string, value: string, note = "") =>
    `  ${paint("green", "➜")}  ${paint("bold", label.padEnd(LABEL_WIDTH))}${value}${note && paint("dim", `  ${note}`)}`;
  const address = ports[0] === DEFAULT_PORT ? "" : ` --address 127.0.0.1:${ports[0]}`;
  const nextSteps = [
    [`bun run watch --schedule http-echo${address}`, "follow one schedule"],
    [`bun run import prow <periodics.json>${address}`, "bring schedules in from Prow"],
    ["Ctrl-C", "stop everything; the data stays"],
  ] as const;
  const commandWidth = Math.max(...nextSteps.map(([command]) => command.length)) + 2;
  return [
    "",
    `  ${paint("bold", "distributed-scheduler")}  ${paint("green", "ready")} ${paint("dim", `in ${(facts.tookMs / 1_000).toFixed(1)} s`)}`,
    "",
    row("Web", paint("cyan", webUrl), "open this in a browser"),
    ...(admin
      ? [row("Sign in", `${admin.username} / ${admin.password}`, "made now, not shown again")]
      : [row("Sign in", ADMIN_USERNAME, `the password is in ${dataDir}/credentials.json`)]),
    row("gRPC", ports.map((port) => `127.0.0.1:${port}`).join("  "), "two replicas, with reflection"),
    row("Users", `127.0.0.1:${userPort}`, "gRPC too; the commands below sign in by themselves"),
    row("Workers", "2", "beside a master that plans every 30 s"),
    row("Echo", paint("cyan", echoUrl), "what the http samples call"),
    row(
      "Postgres",
      withoutPassword(databaseUrl),
      isEmbedded.postgres ? `embedded, in ${dataDir}` : "DATABASE_URL",
    ),
    row("Redis", withoutPassword(redisUrl), isEmbedded.redis ? `embedded, in ${dataDir}` : "REDIS_URL"),
    row("Logs", `${dataDir}/logs`, "warnings and errors are shown here too"),
    "",
    ...nextSteps.map(
      ([command, note]) => `     ${paint("cyan", command.padEnd(commandWidth))}${paint("dim", note)}`,
    ),
    "",
    `  ${paint("dim", `The ${facts.samples} sample schedules, run by run:`)}`,
    "",
  ];
}
