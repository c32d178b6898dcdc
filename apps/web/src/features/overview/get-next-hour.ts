import "server-only";
import type { Load } from "@repo/core";
import { decodeLoad, encodeLoadQuery } from "@repo/proto";
import { OverviewService } from "@repo/proto/scheduler/v1/overview_service_pb";
import { api } from "@/server/api.ts";
import { read } from "@/server/read.ts";

const MINUTE_MS = 60_000;

/** What is due in each minute of the hour that begins with this one. */
export async function getNextHour(now: Date): Promise<{ from: Date; load: Load }> {
  const from = new Date(Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS);
  const until = new Date(from.getTime() + 60 * MINUTE_MS);
  const query = encodeLoadQuery({ from, until, bucket: MINUTE_MS });
  return { from, load: decodeLoad(await read(api(OverviewService).getLoad(query))) };
}
