import "server-only";
import { cookies } from "next/headers";
import { TIMES_COOKIE, VIEWER_ZONE_COOKIE } from "@/lib/cookies.ts";
import { isTimeZone } from "@/lib/time-zones.ts";

/** Whether the viewer has chosen to read times in UTC, wherever the browser is. */
export async function prefersUtc(): Promise<boolean> {
  return (await cookies()).get(TIMES_COOKIE)?.value === "utc";
}

/** The zone that the viewer reads times in: as chosen, or as far as the browser has told; until then UTC. */
export async function readViewerZone(): Promise<string> {
  if (await prefersUtc()) return "UTC";
  const zone = (await cookies()).get(VIEWER_ZONE_COOKIE)?.value;
  return zone !== undefined && isTimeZone(zone) ? zone : "UTC";
}
