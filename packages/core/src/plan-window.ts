/** What one master run plans: due times in `[from, until)`. */
export interface PlanWindow {
  from: Date;
  until: Date;
}

/**
 * The ends of the window's time slices, nearest first; a lane plans them in this order, so that what is due soonest
 * is planned soonest. The last slice may be shorter.
 *
 * @param chunkLength milliseconds
 */
export function sliceEnds(window: PlanWindow, chunkLength: number): Date[] {
  const ends: Date[] = [];
  for (let end = window.from.getTime() + chunkLength; end < window.until.getTime(); end += chunkLength) {
    ends.push(new Date(end));
  }
  ends.push(window.until);
  return ends;
}
