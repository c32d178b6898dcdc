import { SHARD_COUNT } from "@repo/core";
import { decodeTimestamp, encodeTimestamp } from "@repo/proto";
import { PlannerService } from "@repo/proto/scheduler/v1/planner_service_pb";
import { createHealthState, createLogger } from "@repo/runtime";
import { type CredentialLookup, createAuthenticator, publicKeysSetting } from "@repo/runtime/auth";
import { createRpcServer, RpcFailure, service, serviceAccess } from "@repo/runtime/rpc/server";
import { serviceEnvironment } from "@repo/testing";

export interface PlannedChunk {
  shardFrom: number;
  shardUntil: number;
  until: Date;
}

export interface Replica extends AsyncDisposable {
  address: string;
  /** Every call of PlanChunk, in the order of their arrival, also those that were refused. */
  chunks: PlannedChunk[];
  /** Calls of GetPlanStatus. */
  statusCount: () => number;
}

export interface ReplicaOptions {
  /** The database's clock. */
  now?: Date;
  shardCount?: number;
  /** Called for each chunk before it is answered; a throw is the answer. */
  onChunk?: (chunk: PlannedChunk, index: number) => Promise<void> | void;
}

export const unavailable = () => new RpcFailure("UNAVAILABLE", "the replica is being replaced");

const NO_USERS: CredentialLookup = {
  listVerificationKeys: async () => [],
  findSessionOwner: async () => undefined,
  findApiTokenOwner: async () => undefined,
  touchApiToken: async () => undefined,
};

/** A planner on a socket that plans nothing and remembers what it was asked for. */
export async function startReplica(options: ReplicaOptions = {}): Promise<Replica> {
  const { now = new Date(), shardCount = SHARD_COUNT, onChunk } = options;
  const chunks: PlannedChunk[] = [];
  let statusCount = 0;
  const planner = service(PlannerService, {
    async getPlanStatus() {
      statusCount++;
      return { now: encodeTimestamp(now), horizon: encodeTimestamp(now), shardCount };
    },
    async planChunk({ shardFrom, shardUntil, until }) {
      const chunk = { shardFrom, shardUntil, until: decodeTimestamp("until", until) };
      const index = chunks.push(chunk) - 1;
      await onChunk?.(chunk, index);
      return { plannedCount: 10, skippedCount: 1, scheduleCount: 1 };
    },
    async applyRetention() {
      return {};
    },
  });
  const server = createRpcServer({
    logger: createLogger({ service: "replica", level: "silent" }),
    services: [planner],
    authorization: {
      access: [
        serviceAccess(PlannerService, {
          getPlanStatus: "SERVICE",
          planChunk: "SERVICE",
          applyRetention: "SERVICE",
        }),
      ],
      authenticator: createAuthenticator({
        serviceKeys: publicKeysSetting().parse(serviceEnvironment().SERVICE_PUBLIC_KEYS),
        lookup: NO_USERS,
      }),
    },
    health: createHealthState(),
    reflection: false,
  });
  const port = await server.listen({ host: "127.0.0.1", port: 0 });
  return {
    address: `127.0.0.1:${port}`,
    chunks,
    statusCount: () => statusCount,
    [Symbol.asyncDispose]: () => server.stop(0),
  };
}
