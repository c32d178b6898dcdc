import "server-only";
import { cookies } from "next/headers";
import { VIEWER_ZONE_COOKIE } from "@/lib/cookies.ts";
import { isTimeZone } from "@/lib/time-zones.ts";

/** The zone that the viewer reads times in, as far as the browser has told; until then UTC. */
export async function readViewerZone(): Promise<string> {
  const zone = (await cookies()).get(VIEWER_ZONE_COOKIE)?.value;
  return zone !== undefined && isTimeZone(zone) ? zone : "UTC";
}
