import { Load, LoadQuery, Overview, OverviewQuery } from "@repo/core";
import type * as pb from "../gen/scheduler/v1/overview_service_pb.ts";
import { acceptAnswer, acceptInput } from "./accept.ts";
import { LoadQueryWire, LoadWire, OverviewQueryWire, OverviewWire } from "./overview-wire.ts";

/** @throws DomainError INVALID with field `window` */
export function decodeOverviewQuery(message: pb.GetOverviewRequest): OverviewQuery {
  return acceptInput(OverviewQuery, OverviewQueryWire.decode(message));
}

export function encodeOverviewQuery(query: Partial<OverviewQuery>): pb.GetOverviewRequest {
  return OverviewQueryWire.encode(query);
}

export function encodeOverview(overview: Overview): pb.GetOverviewResponse {
  return OverviewWire.encode(overview);
}

/** @throws Error when this version does not understand the server's answer */
export function decodeOverview(message: pb.GetOverviewResponse): Overview {
  return acceptAnswer(Overview, OverviewWire.decode(message), "overview");
}

/** @throws DomainError INVALID with fields such as `until` */
export function decodeLoadQuery(message: pb.GetLoadRequest): LoadQuery {
  return acceptInput(LoadQuery, LoadQueryWire.decode(message));
}

export function encodeLoadQuery(query: LoadQuery): pb.GetLoadRequest {
  return LoadQueryWire.encode(query);
}

export function encodeLoad(load: Load): pb.GetLoadResponse {
  return LoadWire.encode(load);
}

/** @throws Error when this version does not understand the server's answer */
export function decodeLoad(message: pb.GetLoadResponse): Load {
  return acceptAnswer(Load, LoadWire.decode(message), "load");
}
