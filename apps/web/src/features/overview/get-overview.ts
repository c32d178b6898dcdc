import "server-only";
import type { Overview } from "@repo/core";
import { decodeOverview, encodeOverviewQuery } from "@repo/proto";
import { OverviewService } from "@repo/proto/scheduler/v1/overview_service_pb";
import { api } from "@/server/api.ts";
import { read } from "@/server/read.ts";

/** @param window milliseconds */
export async function getOverview(window: number): Promise<Overview> {
  return decodeOverview(await read(api(OverviewService).getOverview(encodeOverviewQuery({ window }))));
}
