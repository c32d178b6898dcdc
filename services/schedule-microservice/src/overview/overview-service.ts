import type { Load, LoadQuery, Overview } from "@repo/core";
import { decodeLoadQuery, decodeOverviewQuery, encodeLoad, encodeOverview } from "@repo/proto";
import { OverviewService } from "@repo/proto/scheduler/v1/overview_service_pb";
import { type RpcService, service } from "@repo/runtime/rpc/server";
import { LRUCache } from "lru-cache";
import type { Dependencies } from "../dependencies.ts";
import { getLoad } from "./get-load.ts";
import { getOverview } from "./get-overview.ts";

const FRESH_MS = 5_000;
const MAX_ANSWERS = 64;

/** The gRPC face of the overview. However many pages are open, each answer is computed once in a while. */
export function overviewService(dependencies: Dependencies): RpcService {
  const overviews = new LRUCache<number, Overview>({
    max: MAX_ANSWERS,
    ttl: FRESH_MS,
    fetchMethod: (window) => getOverview(dependencies, window),
  });
  const loads = new LRUCache<string, Load, LoadQuery>({
    max: MAX_ANSWERS,
    ttl: FRESH_MS,
    fetchMethod: (_key, _stale, { context }) => getLoad(dependencies, context),
  });
  return service(OverviewService, {
    async getOverview(request) {
      const { window } = decodeOverviewQuery(request);
      return encodeOverview(await overviews.forceFetch(window));
    },

    async getLoad(request) {
      const query = decodeLoadQuery(request);
      return encodeLoad(await loads.forceFetch(JSON.stringify(query), { context: query }));
    },
  });
}
