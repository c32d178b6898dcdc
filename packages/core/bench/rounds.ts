/** One way of doing a piece of work; `run` does it `times` over. */
export interface Contender {
  name: string;
  run: (times: number) => void;
}

/** Nanoseconds for one piece of work, over all rounds. */
export interface Measured {
  name: string;
  median: number;
  low: number;
  high: number;
  /** This contender's time divided by the first one's in the same round. */
  ratio: { median: number; low: number; high: number };
}

const ROUNDS = 15;
const ROUND_MS = 40;

/** The contenders take turns, so that what else the machine does falls on all of them. */
export function measureInTurns(contenders: readonly Contender[]): Measured[] {
  const batches = contenders.map((contender) => batchFor(contender));
  const times = contenders.map((): number[] => []);
  for (let round = 0; round < ROUNDS; round++) {
    contenders.forEach((contender, i) => {
      times[i]?.push(nanosecondsPerPiece(contender, batches[i] ?? 1));
    });
  }
  return contenders.map(({ name }, i) => {
    const own = times[i] ?? [];
    const ratios = own.map((time, round) => time / (times[0]?.[round] ?? time));
    return { name, ...spreadOf(own), ratio: spreadOf(ratios) };
  });
}

/** Enough pieces to fill a round, found by doubling; warms the code up on the way. */
function batchFor(contender: Contender): number {
  let pieces = 1;
  while (nanosecondsPerPiece(contender, pieces) * pieces < ROUND_MS * 1e6) pieces *= 2;
  return pieces;
}

function nanosecondsPerPiece({ run }: Contender, pieces: number): number {
  const startedAt = Bun.nanoseconds();
  run(pieces);
  return (Bun.nanoseconds() - startedAt) / pieces;
}

/** Median, and the tenth and ninetieth percentile. */
export function spreadOf(values: readonly number[]): { median: number; low: number; high: number } {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? Number.NaN;
  return { median: at(0.5), low: at(0.1), high: at(0.9) };
}
