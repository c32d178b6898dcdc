const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Numbers only, which every runtime writes the same: what the server renders is what the browser would. */
function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      timeZoneName: "longOffset",
    });
    formats.set(zone, format);
  }
  return format;
}

/** The parts of an instant on the clocks of a zone. */
export function localParts(instant: Date, zone: string) {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, value]),
  );
  const number = (type: Intl.DateTimeFormatPartTypes) => Number(parts.get(type));
  const [year, month, day] = [number("year"), number("month"), number("day")];
  const text = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? "";
  return {
    year,
    month,
    day,
    weekday: new Date(Date.UTC(year, month - 1, day)).getUTCDay(),
    time: `${text("hour")}:${text("minute")}`,
    seconds: text("second"),
    /** Such as `+02:00`; empty for UTC, which runtimes write in two ways. */
    offset: text("timeZoneName").replace("GMT", "").replace("+00:00", ""),
  };
}

/** Such as `Tue 24 Nov 2026, 14:05:09`. */
export function formatInstant(instant: Date, zone: string): string {
  return writeInstant(localParts(instant, zone));
}

/** Such as `Tue 24 Nov 2026, 14:05:09 UTC+02:00`. */
export function formatInstantWithOffset(instant: Date, zone: string): string {
  const parts = localParts(instant, zone);
  return `${writeInstant(parts)} UTC${parts.offset}`;
}

function writeInstant({ year, month, day, weekday, time, seconds }: ReturnType<typeof localParts>): string {
  return `${WEEKDAYS[weekday]} ${day} ${MONTHS[month - 1]} ${year}, ${time}:${seconds}`;
}

/** Such as `24 Nov, 14:05`; with the year when it is not that of `now`, and with seconds when asked for. */
export function formatShort(instant: Date, zone: string, now: Date, withSeconds = false): string {
  const { year, month, day, time, seconds } = localParts(instant, zone);
  const isThisYear = localParts(now, zone).year === year;
  const clock = withSeconds ? `${time}:${seconds}` : time;
  return `${day} ${MONTHS[month - 1]}${isThisYear ? "" : ` ${year}`}, ${clock}`;
}

/** Such as `UTC+02:00`, at that instant. */
export function formatOffset(instant: Date, zone: string): string {
  return `UTC${localParts(instant, zone).offset}`;
}

/** Such as `in 5 min`, `12 s ago`, `3 d ago`. */
export function formatRelative(instant: Date, now: Date): string {
  const distance = instant.getTime() - now.getTime();
  const length = formatLength(Math.abs(distance));
  if (length === "0 s") return "now";
  return distance > 0 ? `in ${length}` : `${length} ago`;
}

function formatLength(ms: number): string {
  if (ms < MINUTE) return `${Math.floor(ms / SECOND)} s`;
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min`;
  if (ms < 2 * DAY) return `${Math.floor(ms / HOUR)} h`;
  if (ms < 60 * DAY) return `${Math.floor(ms / DAY)} d`;
  return `${Math.floor(ms / (30.44 * DAY))} mo`;
}

/** A length of time with two units at most, such as `340 ms`, `12.5 s`, `3 min 20 s`, `2 h 5 min`. */
export function formatDuration(ms: number): string {
  if (ms < 0) return `−${formatDuration(-ms)}`;
  if (ms < SECOND) return `${Math.round(ms)} ms`;
  if (ms < MINUTE) return `${Number((ms / SECOND).toFixed(1))} s`;
  const [large, unit, small, smallUnit] =
    ms < HOUR
      ? [MINUTE, "min", SECOND, "s"]
      : ms < DAY
        ? [HOUR, "h", MINUTE, "min"]
        : ([DAY, "d", HOUR, "h"] as const);
  const whole = Math.floor(ms / large);
  const rest = Math.floor((ms % large) / small);
  return rest === 0 ? `${whole} ${unit}` : `${whole} ${unit} ${rest} ${smallUnit}`;
}
