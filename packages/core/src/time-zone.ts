import { z } from "zod";
import { isKnownZone } from "./due/zone-offsets.ts";

/** An IANA zone name known to this runtime's time-zone data, such as `Europe/Vienna`. */
export const TimeZone = z
  .string()
  .max(64)
  .refine(isKnownZone, 'is not a known IANA time zone; use a name such as "Europe/Vienna" or "UTC"');
