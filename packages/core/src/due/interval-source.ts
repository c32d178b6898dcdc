import { type DueSource, LAST_SECOND } from "./due-source.ts";

/** Due at `anchor + n × every` for every whole n, before the anchor too: the anchor fixes the phase, not the start. */
export class IntervalSource implements DueSource {
  readonly #every: number;
  readonly #phase: number;

  /** Both in seconds. */
  constructor(every: number, anchor: number) {
    this.#every = every;
    this.#phase = modulo(anchor, every);
  }

  next(second: number): number {
    const due = second + modulo(this.#phase - second, this.#every);
    return due <= LAST_SECOND ? due : Number.POSITIVE_INFINITY;
  }
}

/** Due at one instant. */
export class OnceSource implements DueSource {
  readonly #at: number;

  constructor(at: number) {
    this.#at = at;
  }

  next(second: number): number {
    return second <= this.#at ? this.#at : Number.POSITIVE_INFINITY;
  }
}

function modulo(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor;
}
