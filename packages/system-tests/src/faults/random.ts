/** Random numbers that are the same again for the same seed. */
export interface Random {
  /** In [0, 1). */
  next(): number;
  /** A whole number in [from, until). */
  integer(from: number, until: number): number;
  pick<Item>(items: readonly Item[]): Item;
}

/** Mulberry32: small, and good enough to choose victims and moments. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
  const integer = (from: number, until: number) => from + Math.floor(next() * (until - from));
  return {
    next,
    integer,
    pick<Item>(items: readonly Item[]): Item {
      const item = items[integer(0, items.length)];
      if (item === undefined) throw new Error("there is nothing to pick from");
      return item;
    },
  };
}
