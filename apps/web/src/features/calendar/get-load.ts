import "server-only";
import type { Load, LoadQuery } from "@repo/core";
import { decodeLoad, encodeLoadQuery } from "@repo/proto";
import { OverviewService } from "@repo/proto/scheduler/v1/overview_service_pb";
import { api } from "@/server/api.ts";
import { read } from "@/server/read.ts";

export async function getLoad(query: LoadQuery): Promise<Load> {
  return decodeLoad(await read(api(OverviewService).getLoad(encodeLoadQuery(query))));
}
