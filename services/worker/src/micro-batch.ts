/** Handles items one by one for its callers and many at once inside. */
export interface MicroBatch<Item, Result> {
  /** Resolves to the item's result once the batch that it went into is done. */
  add(item: Item): Promise<Result>;
  /** Resolves when nothing is under way. */
  drain(): Promise<void>;
  /** Milliseconds since anything waited or was under way; 0 while something does. */
  readonly quietMs: number;
}

export interface MicroBatchOptions<Item, Result> {
  maxSize: number;
  /** Batches under way at once. */
  maxInFlight: number;
  /** Handles a batch; one result for each item, in the same order. A throw fails the whole batch. */
  run: (items: Item[]) => Promise<Result[]>;
  /** Another that goes first, until it has been quiet for a while or an item here has waited long enough. */
  giveWay?: { to: Pick<MicroBatch<never, unknown>, "quietMs">; quietMs: number; atMostMs: number };
}

/**
 * Collects while others are under way: a lone item goes at once, and the more there is to do, the larger the batches
 * get, with no timer to tune.
 */
export function createMicroBatch<Item, Result>({
  maxSize,
  maxInFlight,
  run,
  giveWay,
}: MicroBatchOptions<Item, Result>): MicroBatch<Item, Result> {
  type Entry = {
    item: Item;
    addedAt: number;
    resolve: (result: Result) => void;
    reject: (error: unknown) => void;
  };
  let waiting: Entry[] = [];
  let scheduled = false;
  let looksAgain = false;
  let quietSince = Number.NEGATIVE_INFINITY;
  const inFlight = new Set<Promise<void>>();

  function schedule(): void {
    if (scheduled || !mayGo()) return;
    scheduled = true;
    // after the I/O of this turn of the event loop, so that jobs that arrived together go together
    setImmediate(() => {
      scheduled = false;
      if (!mayGo()) return;
      const batch = waiting.slice(0, maxSize);
      waiting = waiting.slice(maxSize);
      const running = runBatch(batch).finally(() => {
        inFlight.delete(running);
        quietSince = performance.now();
        schedule();
      });
      inFlight.add(running);
      schedule();
    });
  }

  function mayGo(): boolean {
    if (waiting.length === 0 || inFlight.size >= maxInFlight) return false;
    // small batches cost nearly as much as large ones: beside another goes only one that is worth it
    if (inFlight.size > 0 && waiting.length < maxSize / 2) return false;
    return !givesWay();
  }

  function givesWay(): boolean {
    const [oldest] = waiting;
    if (giveWay === undefined || oldest === undefined) return false;
    if (giveWay.to.quietMs >= giveWay.quietMs) return false;
    if (performance.now() - oldest.addedAt >= giveWay.atMostMs) return false;
    if (looksAgain) return true;
    looksAgain = true;
    setTimeout(() => {
      looksAgain = false;
      schedule();
    }, giveWay.quietMs);
    return true;
  }

  async function runBatch(batch: Entry[]): Promise<void> {
    try {
      const results = await run(batch.map(({ item }) => item));
      batch.forEach(({ resolve }, i) => {
        resolve(results[i] as Result);
      });
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }

  return {
    add(item) {
      return new Promise((resolve, reject) => {
        waiting.push({ item, addedAt: performance.now(), resolve, reject });
        schedule();
      });
    },
    async drain() {
      while (waiting.length > 0 || inFlight.size > 0 || scheduled) {
        await Promise.race([...inFlight, new Promise((resolve) => setImmediate(resolve))]);
      }
    },
    get quietMs() {
      return waiting.length > 0 || inFlight.size > 0 ? 0 : performance.now() - quietSince;
    },
  };
}
