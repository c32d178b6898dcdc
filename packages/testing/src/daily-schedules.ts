import type { SeededSchedule } from "./seed-schedules.ts";

const ZONES = ["UTC", "America/New_York", "Europe/Vienna", "Asia/Kolkata", "Australia/Sydney"];
const MINUTE_MS = 60_000;

/**
 * Schedules that are due once a day, spread over the minutes of `[from, from + minutes)` and five time zones, as people
 * write them: `17 9 * * *` in Europe/Vienna.
 */
export function dailySchedules(from: Date, minutes: number): (index: number) => SeededSchedule {
  const variants = Array.from({ length: minutes * ZONES.length }, (_, i) => {
    const timeZone = ZONES[i % ZONES.length] ?? "UTC";
    const nextDueAt = new Date(from.getTime() + Math.floor(i / ZONES.length) * MINUTE_MS);
    return { nextDueAt, spec: { type: "cron" as const, expression: dailyAt(nextDueAt, timeZone), timeZone } };
  });
  return (index) => {
    const variant = variants[index % variants.length];
    if (variant === undefined) throw new Error("there has to be at least one minute");
    return { name: `daily ${index}`, ...variant };
  };
}

function dailyAt(instant: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hour: "numeric",
    minute: "numeric",
    hourCycle: "h23",
  }).formatToParts(instant);
  const part = (type: string) => Number(parts.find((candidate) => candidate.type === type)?.value);
  return `${part("minute")} ${part("hour")} * * *`;
}
