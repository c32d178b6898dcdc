/** How much of a list is in sight, such as `50 of 1,204 schedules`. */
export function countSummary(
  shown: number,
  total: { count: number; isExceeded: boolean } | undefined,
): string {
  if (total === undefined) return `${format(shown)} schedules on this page`;
  const { count, isExceeded } = total;
  if (isExceeded) return `${format(shown)} of more than ${format(count)} schedules`;
  if (count === shown) return `${format(count)} ${count === 1 ? "schedule" : "schedules"}`;
  return `${format(shown)} of ${format(count)} schedules`;
}

const format = (count: number) => count.toLocaleString("en-US");

/** How many match, such as `1,204 schedules`; `schedules that match` where they were not counted. */
export function totalInWords(total: { count: number; isExceeded: boolean } | undefined): string {
  if (total === undefined) return "schedules that match";
  const { count, isExceeded } = total;
  if (isExceeded) return `more than ${format(count)} schedules`;
  return `${format(count)} ${count === 1 ? "schedule" : "schedules"}`;
}
