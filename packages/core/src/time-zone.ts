import { z } from "zod";

/** An IANA zone name known to this runtime's time-zone data, such as `Europe/Vienna`. */
export const TimeZone = z
  .string()
  .max(64)
  .refine(isTimeZone, 'is not a known IANA time zone; use a name such as "Europe/Vienna" or "UTC"');

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
