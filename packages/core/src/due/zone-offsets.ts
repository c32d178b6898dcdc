import { boundedCache } from "./bounded-cache.ts";
import { SECONDS_PER_DAY } from "./local-time.ts";

/** Offsets are looked up a year at a time: the mean Gregorian year in seconds. */
const BLOCK_SECONDS = 31_556_952;
/** Each block also knows the days around it, so that a local time and its instant always share a block. */
const MARGIN_SECONDS = 3 * SECONDS_PER_DAY;
/** Closest pair of offset changes on record: Freetown 1939, just under four days apart. */
const SAMPLE_SECONDS = 3 * SECONDS_PER_DAY;
const MAX_BLOCKS_PER_ZONE = 512;

/**
 * The stretches of constant offset within one block, in order. All values are seconds.
 *
 * `freshFrom[i]` is the first local time that no earlier stretch has shown. Below it, stretch `i` repeats local
 * times (the clock went back); between it and the local start of the stretch lies a gap (the clock went forward).
 */
export interface OffsetBlock {
  /** Instant at which each stretch begins; the first is -Infinity. */
  starts: readonly number[];
  /** Local time minus UTC. */
  offsets: readonly number[];
  freshFrom: readonly number[];
  /** Nothing is known from this instant on. */
  until: number;
}

/** Offset changes of one IANA zone, found on demand and kept. */
export class ZoneOffsets {
  readonly name: string;
  readonly #blocks = new Map<number, OffsetBlock>();
  #recentIndex = Number.NaN;
  #recentBlock: OffsetBlock = { starts: [], offsets: [], freshFrom: [], until: 0 };

  constructor(name: string) {
    this.name = name;
  }

  /** The block for an instant, or for a local time: its margins make up the difference. */
  blockAt(second: number): OffsetBlock {
    const index = Math.floor(second / BLOCK_SECONDS);
    if (index === this.#recentIndex) return this.#recentBlock;
    let block = this.#blocks.get(index);
    if (block === undefined) {
      block = findOffsets(this.name, index * BLOCK_SECONDS);
      if (this.#blocks.size >= MAX_BLOCKS_PER_ZONE) this.#blocks.clear();
      this.#blocks.set(index, block);
    }
    this.#recentIndex = index;
    this.#recentBlock = block;
    return block;
  }

  /** What the zone's clock shows at an instant. */
  localAt(second: number): number {
    const block = this.blockAt(second);
    return second + offsetOfStretch(block, stretchAt(block, second));
  }

  /** The first instant at which the zone's clock shows this local time or a later one. */
  firstInstantOf(local: number): number {
    const { starts, offsets, freshFrom } = this.blockAt(local);
    let i = starts.length - 1;
    while (i > 0 && Number(freshFrom[i]) > local) i--;
    return Math.max(Number(starts[i]), local - Number(offsets[i]));
  }
}

/** Which stretch of a block an instant lies in. */
export function stretchAt(block: OffsetBlock, second: number): number {
  const { starts } = block;
  let i = starts.length - 1;
  while (i > 0 && Number(starts[i]) > second) i--;
  return i;
}

export function offsetOfStretch(block: OffsetBlock, stretch: number): number {
  return Number(block.offsets[stretch]);
}

/** Instant at which a stretch ends, or as far as the block knows. */
export function endOfStretch(block: OffsetBlock, stretch: number): number {
  return block.starts[stretch + 1] ?? block.until;
}

/** Shared by all schedules of a zone. */
export const zoneOffsetsOf = boundedCache(1_024, (name) => new ZoneOffsets(name));

/** A formatter costs tens of kilobytes, what it finds out a few hundred bytes: only a few are kept. */
const offsetFormatterOf = boundedCache(
  32,
  (timeZone) => new Intl.DateTimeFormat("en-US", { timeZone, hour: "numeric", timeZoneName: "longOffset" }),
);

/** True if this runtime's time-zone data has a zone of this name. */
export const isKnownZone = boundedCache(1_024, (name) => {
  try {
    // A bare offset such as "+02:00" is accepted by some runtimes, but it is not a zone.
    return /^[A-Za-z]/.test(name) && offsetFormatterOf(name) !== undefined;
  } catch {
    return false;
  }
});

function findOffsets(zone: string, blockStart: number): OffsetBlock {
  const formatter = offsetFormatterOf(zone);
  const from = blockStart - MARGIN_SECONDS;
  const until = blockStart + BLOCK_SECONDS + MARGIN_SECONDS;
  const starts = [Number.NEGATIVE_INFINITY];
  const offsets = [readOffset(formatter, from)];
  const freshFrom = [Number.NEGATIVE_INFINITY];

  let offset = readOffset(formatter, from);
  let sampleAt = from;
  while (sampleAt < until) {
    const nextSampleAt = sampleAt + SAMPLE_SECONDS;
    const nextOffset = readOffset(formatter, nextSampleAt);
    if (nextOffset !== offset) {
      const changeAt = bisectChange(formatter, sampleAt, nextSampleAt, offset);
      starts.push(changeAt);
      offsets.push(nextOffset);
      freshFrom.push(Math.max(Number(freshFrom.at(-1)), changeAt + offset));
      offset = nextOffset;
    }
    sampleAt = nextSampleAt;
  }
  return { starts, offsets, freshFrom, until };
}

/** The first second after `before` at which the offset is no longer `offset`; at `after` it is not. */
function bisectChange(formatter: Intl.DateTimeFormat, before: number, after: number, offset: number): number {
  let low = before;
  let high = after;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (readOffset(formatter, middle) === offset) low = middle;
    else high = middle;
  }
  return high;
}

/** Seconds east of UTC, from a text that ends in `GMT`, `GMT-05:00` or `GMT+00:19:32`. */
function readOffset(formatter: Intl.DateTimeFormat, second: number): number {
  const text = formatter.format(second * 1_000);
  const match = /GMT(?:([+\u2212-])(\d{1,2}):?(\d{2})?(?::(\d{2}))?)?$/.exec(text);
  if (!match) throw new Error(`cannot read an offset from "${text}"`);
  const [, sign, hours = "0", minutes = "0", seconds = "0"] = match;
  const size = Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds);
  return sign === "+" || size === 0 ? size : -size;
}
