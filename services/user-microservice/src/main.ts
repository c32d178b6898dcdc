import { createCredentialLookup, createDatabase, dropOldIdentityRows } from "@repo/db";
import {
  createHealthState,
  createLogger,
  createMetricsRegistry,
  loadConfig,
  onShutdown,
  runMain,
  startLoop,
  startMetricsServer,
} from "@repo/runtime";
import { createAuthenticator, createKeyring, serverTlsOf } from "@repo/runtime/auth";
import { createRpcServer } from "@repo/runtime/rpc/server";
import { ACCESS } from "./access.ts";
import { Config } from "./config.ts";
import type { Dependencies } from "./dependencies.ts";
import { createSigningKeys } from "./keys/signing-keys.ts";
import { createPasswords } from "./passwords/passwords.ts";
import { resealSecrets } from "./secrets/reseal-secrets.ts";
import { createServices } from "./services.ts";
import { createFirstAdministrator } from "./users/first-administrator.ts";

const SERVICE = "user-microservice";

await runMain(SERVICE, async () => {
  const config = loadConfig(Config, process.env);
  const logger = createLogger({ service: SERVICE, level: config.LOG_LEVEL, pretty: config.LOG_PRETTY });
  const database = createDatabase({
    url: config.DATABASE_URL,
    maxConnections: config.DATABASE_MAX_CONNECTIONS,
    onConnectionError: (err) => logger.warn({ err }, "connection error"),
  });
  const keyring = createKeyring(config.SECRETS_KEYS);
  const signingKeys = createSigningKeys(
    { database, keyring },
    {
      keyLifetime: config.SIGNING_KEY_LIFETIME,
      tokenLifetime: config.ACCESS_TOKEN_LIFETIME,
      monotonicNow: () => performance.now(),
    },
  );
  const passwords = await createPasswords();
  const dependencies: Dependencies = {
    database,
    keyring,
    signingKeys,
    passwords,
    logger,
    accessTokenLifetime: config.ACCESS_TOKEN_LIFETIME,
    sessionLifetime: config.SESSION_LIFETIME,
  };

  await signingKeys.rotateWhenOld();
  const administrator = { username: config.ADMIN_USERNAME, password: config.ADMIN_PASSWORD };
  const oneTimePassword = await createFirstAdministrator(dependencies, administrator);
  if (oneTimePassword !== undefined) {
    // once, and not through the logger: log lines are collected and kept
    process.stderr.write(
      `\nFirst start: sign in as "${administrator.username}" with the one-time password ${oneTimePassword}\n` +
        "and choose a new one. It is not shown again.\n\n",
    );
  }

  const health = createHealthState({ checks: { postgres: () => database.query("SELECT 1") } });
  const registry = createMetricsRegistry();
  const metrics =
    config.METRICS_PORT === undefined
      ? undefined
      : await startMetricsServer({ port: config.METRICS_PORT, registry, health });
  const authenticator = createAuthenticator({
    lookup: createCredentialLookup(database),
    serviceKeys: config.SERVICE_PUBLIC_KEYS ?? [],
  });
  const server = createRpcServer({
    logger,
    services: createServices(dependencies),
    authorization: { access: ACCESS, authenticator },
    health,
    reflection: config.GRPC_REFLECTION,
    metrics: registry,
    tls: serverTlsOf(config),
    // nothing here is larger than a secret or a page of the audit log
    limits: { maxRequestBytes: 256 * 1024, maxConnectionAgeMs: config.GRPC_MAX_CONNECTION_AGE },
  });

  const port = await server.listen({ host: config.GRPC_HOST, port: config.GRPC_PORT });
  const loops = [
    startLoop({ name: "signing-keys", intervalMs: 60_000, tick: signingKeys.rotateWhenOld, logger }),
    startLoop({
      name: "reseal",
      intervalMs: 10 * 60_000,
      tick: () => resealSecrets(dependencies),
      logger,
    }),
    startLoop({
      name: "retention",
      intervalMs: 10 * 60_000,
      tick: () => dropOldIdentityRows(database, { auditRetention: config.AUDIT_RETENTION }),
      logger,
    }),
  ];
  health.setServing();
  logger.info({ port }, "serving");

  onShutdown({
    logger,
    deadlineMs: config.SHUTDOWN_DEADLINE,
    steps: [
      ["loops", () => Promise.all(loops.map((loop) => loop.stop()))],
      ["grpc server", () => server.stop(config.SHUTDOWN_DEADLINE / 2)],
      ["postgres", () => database.close()],
      ["metrics", () => metrics?.close()],
    ],
  });
});
