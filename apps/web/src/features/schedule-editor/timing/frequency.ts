const DAY = 86_400_000;

/** What there is to say about how often something is due, as far as the coming due times show it. */
export interface Frequency {
  /** The shortest distance of two due times, in milliseconds. Absent: there are not two. */
  shortest?: number;
  /** Expected in a day, when it is more than one. */
  perDay?: number;
}

export function frequencyOf(dueTimes: readonly { dueAt: Date }[]): Frequency {
  const first = dueTimes[0]?.dueAt.getTime();
  const last = dueTimes.at(-1)?.dueAt.getTime();
  if (first === undefined || last === undefined || dueTimes.length < 2) return {};
  const distances = dueTimes
    .slice(1)
    .map(({ dueAt }, index) => dueAt.getTime() - (dueTimes[index]?.dueAt.getTime() ?? 0));
  const perDay = Math.round(((dueTimes.length - 1) / (last - first)) * DAY);
  return { shortest: Math.min(...distances), ...(perDay > 1 && { perDay }) };
}
