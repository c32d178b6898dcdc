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
