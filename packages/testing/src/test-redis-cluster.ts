import { randomBytes } from "node:crypto";
import { freePort } from "@repo/local-stack";
import { Redis } from "ioredis";
import { eventually } from "./eventually.ts";
import { startRedisServer, type TestServer } from "./test-servers.ts";

/** A master of the cluster and the replica that takes over when it dies. */
export interface ClusterPair {
  readonly master: TestServer;
  readonly replica: TestServer;
}

/** A real Redis Cluster on the loopback address, of one test's own, whose nodes can be broken. */
export interface TestRedisCluster extends AsyncDisposable {
  /** Names all masters, as REDIS_URL does. */
  readonly url: string;
  /** In the order of their hash slots. */
  readonly pairs: readonly ClusterPair[];
  /** Waits until a node serves as a master, such as the replica of one that was killed. */
  waitForMaster(node: TestServer): Promise<void>;
  /** Waits until a node is a replica that has what its master has, such as a killed master that was started again. */
  waitForReplica(node: TestServer): Promise<void>;
  remove(): Promise<void>;
}

const MASTERS = 3;
const SLOT_COUNT = 16_384;
/** How soon a dead master is noticed; the default is 15 s. */
const NODE_TIMEOUT_MS = 1_500;
const WITHIN_MS = 30_000;

/** Starts three masters with a replica each. */
export async function startRedisCluster(): Promise<TestRedisCluster> {
  const password = randomBytes(12).toString("base64url");
  await using cleanUp = new AsyncDisposableStack();
  const nodes: ClusterNode[] = [];
  // one after the other: a port is free until somebody listens on it
  for (let i = 0; i < 2 * MASTERS; i++) {
    const cluster = { busPort: await freePort(), nodeTimeout: NODE_TIMEOUT_MS };
    const server = cleanUp.use(await startRedisServer({ password, cluster }));
    nodes.push({ server, client: connectTo(server), ...cluster });
  }
  const pairs = pairUp(nodes);
  try {
    await join(pairs);
  } finally {
    for (const { client } of nodes) client.disconnect();
  }
  const servers = cleanUp.move();
  const remove = () => servers.disposeAsync();
  const hosts = pairs.map(({ master }) => `127.0.0.1:${master.server.port}`).join(",");
  return {
    url: `redis+cluster://:${password}@${hosts}`,
    pairs: pairs.map(({ master, replica }) => ({ master: master.server, replica: replica.server })),
    waitForMaster: (node) => untilOneSays(node, "role:master", "cluster_state:ok"),
    waitForReplica: (node) => untilOneSays(node, "role:slave", "master_link_status:up"),
    remove,
    [Symbol.asyncDispose]: remove,
  };
}

interface ClusterNode {
  server: TestServer;
  client: Redis;
  busPort: number;
}

interface NodePair {
  master: ClusterNode;
  replica: ClusterNode;
}

function pairUp(nodes: readonly ClusterNode[]): NodePair[] {
  return nodes.slice(0, MASTERS).flatMap((master, i) => {
    const replica = nodes[MASTERS + i];
    return replica === undefined ? [] : [{ master, replica }];
  });
}

/** What `redis-cli --cluster create` does. */
async function join(pairs: readonly NodePair[]): Promise<void> {
  const nodes = pairs.flatMap(({ master, replica }) => [master, replica]);
  const [first, ...others] = nodes;
  for (const [i, { master }] of pairs.entries()) {
    const from = Math.floor((i * SLOT_COUNT) / MASTERS);
    const last = Math.floor(((i + 1) * SLOT_COUNT) / MASTERS) - 1;
    await master.client.cluster("ADDSLOTSRANGE", from, last);
  }
  // without it two masters that meet would both believe to be first, and settle it slowly
  for (const [i, { client }] of nodes.entries()) await client.cluster("SET-CONFIG-EPOCH", i + 1);
  for (const { server, busPort } of others) {
    await first?.client.call("CLUSTER", "MEET", "127.0.0.1", server.port, busPort);
  }
  for (const { client } of nodes) await untilItSays(client, `cluster_known_nodes:${nodes.length}`);
  for (const { master, replica } of pairs) {
    await replica.client.cluster("REPLICATE", await master.client.cluster("MYID"));
  }
  for (const { replica } of pairs) await untilItSays(replica.client, "master_link_status:up");
  for (const { client } of nodes) await untilItSays(client, "cluster_state:ok");
}

async function untilItSays(client: Redis, line: string): Promise<void> {
  await eventually(
    async () => `${await client.info("replication")}${await client.cluster("INFO")}`.includes(line),
    { withinMs: WITHIN_MS, describe: `a node of the cluster to say ${line}` },
  );
}

async function untilOneSays(node: TestServer, ...lines: string[]): Promise<void> {
  const client = connectTo(node);
  try {
    for (const line of lines) await untilItSays(client, line);
  } finally {
    client.disconnect();
  }
}

function connectTo(server: TestServer): Redis {
  return new Redis(server.url).on("error", () => undefined);
}
