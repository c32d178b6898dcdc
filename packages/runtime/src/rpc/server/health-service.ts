import type { DescService, MessageInitShape } from "@bufbuild/protobuf";
import {
  Health,
  type HealthCheckResponseSchema,
  HealthCheckResponse_ServingStatus as ServingStatus,
} from "@repo/proto/grpc/health/v1/health_pb";
import type { HealthState, Readiness } from "../../health-state.ts";
import { RpcFailure } from "./rpc-failure.ts";
import { type RpcService, service } from "./service-handlers.ts";

/** Asking for this one tells only that the process answers: for liveness probes, which must not look at the database. */
const LIVENESS = "liveness";

const WATCH_INTERVAL_MS = 2_000;

type Answer = MessageInitShape<typeof HealthCheckResponseSchema>;

const answerOf = ({ ready }: Readiness): Answer => ({
  status: ready ? ServingStatus.SERVING : ServingStatus.NOT_SERVING,
});

/** `grpc.health.v1`: the whole process (""), each of its services, and `liveness`. */
export function healthService(health: HealthState, services: readonly DescService[]): RpcService {
  const names = ["", ...services.map((desc) => desc.typeName)];
  return service(Health, {
    async check({ service: name }) {
      if (name === LIVENESS) return { status: ServingStatus.SERVING };
      if (!names.includes(name)) throw new RpcFailure("NOT_FOUND", `there is no service "${name}" here`);
      return answerOf(await health.readiness());
    },
    async *watch({ service: name }, call) {
      if (names.includes(name)) {
        for await (const readiness of health.watch(WATCH_INTERVAL_MS, call.signal)) yield answerOf(readiness);
      } else {
        // the protocol wants the call kept open: the name might become known. Here it never does
        yield { status: name === LIVENESS ? ServingStatus.SERVING : ServingStatus.SERVICE_UNKNOWN };
        await new Promise((resolve) => call.signal.addEventListener("abort", resolve, { once: true }));
      }
    },
    async list() {
      const answer = answerOf(await health.readiness());
      const statuses = Object.fromEntries(names.map((name) => [name, answer]));
      return { statuses: { ...statuses, [LIVENESS]: { status: ServingStatus.SERVING } } };
    },
  });
}
