/** What a zone's clock shows, asked from Intl for one instant at a time: slow, obvious, and not how the engine does it. */
export class LocalClock {
  readonly #format: Intl.DateTimeFormat;

  constructor(timeZone: string) {
    // The Swedish form is ISO 8601: 2026-03-08 03:00:00.
    this.#format = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
  }

  /** Local time as seconds, counted as if the clock were in UTC. */
  readAt(second: number): number {
    const text = this.#format.format(second * 1_000);
    const part = (from: number, length: number) => Number(text.slice(from, from + length));
    return Date.UTC(part(0, 4), part(5, 2) - 1, part(8, 2), part(11, 2), part(14, 2), part(17, 2)) / 1_000;
  }

  offsetAt(second: number): number {
    return this.readAt(second) - second;
  }
}

/** One change of a zone's offset. Seconds. */
export interface Transition {
  zone: string;
  at: number;
  offsetBefore: number;
  offsetAfter: number;
}

/**
 * Walks four days at a time (since 1945 no two transitions have been closer than six), then hours, minutes and
 * seconds at a time through those after which the offset is not what it was.
 */
export function findTransitions(zone: string, fromYear: number, untilYear: number): Transition[] {
  const clock = new LocalClock(zone);
  const transitions: Transition[] = [];
  const until = Date.UTC(untilYear, 0, 1) / 1_000;
  let day = Date.UTC(fromYear, 0, 1) / 1_000;
  let offset = clock.offsetAt(day);
  for (; day < until; day += 4 * 86_400) {
    const offsetAfter = clock.offsetAt(day + 4 * 86_400);
    if (offsetAfter === offset) continue;
    let at = day;
    for (const step of [3_600, 60, 1]) while (clock.offsetAt(at + step) === offset) at += step;
    at++;
    transitions.push({ zone, at, offsetBefore: offset, offsetAfter });
    offset = offsetAfter;
  }
  return transitions;
}

export const ALL_ZONES: readonly string[] = Intl.supportedValuesOf("timeZone");
