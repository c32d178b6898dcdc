import { expect, test } from "bun:test";
import {
  Health,
  HealthCheckResponse_ServingStatus as ServingStatus,
} from "@repo/proto/grpc/health/v1/health_pb";
import { createHealthState } from "../src/index.ts";
import { createRpcClient } from "../src/rpc/client/index.ts";
import { failureOf, startRunServer } from "./run-service-fixture.ts";

const { SERVING, NOT_SERVING, SERVICE_UNKNOWN } = ServingStatus;

function connectHealth(address: string) {
  const client = createRpcClient(Health, address);
  return { ...client, [Symbol.dispose]: () => client.close() };
}

test("each service is well when the checks pass, and not when one fails; liveness never looks at them", async () => {
  let databaseError: Error | undefined;
  const checks = {
    postgres: async () => {
      if (databaseError) throw databaseError;
    },
  };
  await using server = await startRunServer({}, { health: createHealthState({ checks, maxAgeMs: 0 }) });
  using client = connectHealth(server.address);
  const statusOf = async (service: string) => (await client.check({ service })).status;

  expect(await statusOf("")).toBe(SERVING);
  expect(await statusOf("scheduler.v1.RunService")).toBe(SERVING);
  databaseError = new Error("connection refused");
  expect(await statusOf("")).toBe(NOT_SERVING);
  expect(await statusOf("scheduler.v1.RunService")).toBe(NOT_SERVING);
  expect(await statusOf("liveness")).toBe(SERVING);
  expect(await failureOf(client.check({ service: "nonsense" }))).toMatchObject({ code: "NOT_FOUND" });

  const { statuses } = await client.list({});
  expect(Object.entries(statuses).map(([name, { status }]) => [name, status])).toEqual([
    ["", NOT_SERVING],
    ["scheduler.v1.RunService", NOT_SERVING],
    ["liveness", SERVING],
  ]);
});

test("a watcher sees each change, and the end of the server", async () => {
  await using server = await startRunServer();
  using client = connectHealth(server.address);
  const watch = client.watch({});
  expect((await watch.next()).value).toMatchObject({ status: SERVING });
  const rest = (async () => {
    const statuses = [];
    for await (const { status } of watch) statuses.push(status);
    return statuses;
  })();
  const failing = failureOf(rest);
  await server.stop();
  expect(await failing).toMatchObject({ code: "UNAVAILABLE" });
});

test("a watcher of a service that is not here is told so and kept", async () => {
  await using server = await startRunServer();
  using client = connectHealth(server.address);
  for await (const { status } of client.watch({ service: "nonsense" })) {
    expect(status).toBe(SERVICE_UNKNOWN);
    break;
  }
});

test("probes are logged for debugging only", async () => {
  await using server = await startRunServer();
  using client = connectHealth(server.address);
  await client.check({});
  expect(await server.callLogged("Check")).toMatchObject({ level: "debug" });
});
