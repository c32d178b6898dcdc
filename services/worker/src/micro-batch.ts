/** Handles items one by one for its callers and many at once inside. */
export interface MicroBatch<Item, Result> {
  /** Resolves to the item's result once the batch that it went into is done. */
  add(item: Item): Promise<Result>;
  /** Resolves when nothing is under way. */
  drain(): Promise<void>;
}

export interface MicroBatchOptions<Item, Result> {
  maxSize: number;
  /** Batches under way at once. */
  maxInFlight: number;
  /** Handles a batch; one result for each item, in the same order. A throw fails the whole batch. */
  run: (items: Item[]) => Promise<Result[]>;
}

/**
 * Collects while others are under way: a lone item goes at once, and the more there is to do, the larger the batches
 * get, with no timer to tune.
 */
export function createMicroBatch<Item, Result>({
  maxSize,
  maxInFlight,
  run,
}: MicroBatchOptions<Item, Result>): MicroBatch<Item, Result> {
  type Entry = { item: Item; resolve: (result: Result) => void; reject: (error: unknown) => void };
  let waiting: Entry[] = [];
  let scheduled = false;
  const inFlight = new Set<Promise<void>>();

  function schedule(): void {
    if (scheduled || waiting.length === 0 || inFlight.size >= maxInFlight) return;
    // small batches cost nearly as much as large ones: beside another goes only one that is worth it
    if (inFlight.size > 0 && waiting.length < maxSize / 2) return;
    scheduled = true;
    // after the I/O of this turn of the event loop, so that jobs that arrived together go together
    setImmediate(() => {
      scheduled = false;
      const batch = waiting.slice(0, maxSize);
      waiting = waiting.slice(maxSize);
      const running = runBatch(batch).finally(() => {
        inFlight.delete(running);
        schedule();
      });
      inFlight.add(running);
      schedule();
    });
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
        waiting.push({ item, resolve, reject });
        schedule();
      });
    },
    async drain() {
      while (waiting.length > 0 || inFlight.size > 0 || scheduled) {
        await Promise.race([...inFlight, new Promise((resolve) => setImmediate(resolve))]);
      }
    },
  };
}
