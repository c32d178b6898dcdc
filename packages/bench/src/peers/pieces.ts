/** One piece of work of a contender. */
export interface Piece {
  index: number;
  dueAt: Date;
}

/** Pieces that are due before the measured ones, so that no process carries out its first ones while it is measured. */
export interface WarmUp {
  count: number;
  dueAt: Date;
}

/** The measured pieces, and after them those to warm up with. Runs on Bun and on Node.js. */
export function piecesOf(count: number, dueAt: Date, warmUp: WarmUp): Piece[] {
  return Array.from({ length: count + warmUp.count }, (_, index) => ({
    index,
    dueAt: index < count ? dueAt : warmUp.dueAt,
  }));
}
