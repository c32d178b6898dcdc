/** A bounded number of places. Each is taken by one run, from before its claim until its target is done. */
export interface Places {
  readonly freeCount: number;
  /** How many were asked for and not given yet. */
  readonly wantedCount: number;
  /** Asks for several places; `onPlace` is called for each as it is given, at once if one is free. First come, first served. */
  ask(count: number, onPlace: () => void): PlaceRequest;
  /** Gives a place back. */
  release(): void;
  /** Resolves when a place is free that nobody asked for. */
  untilFree(): Promise<void>;
  /** Lets go all who wait; from then on nobody waits. */
  stopWaiting(): void;
}

export interface PlaceRequest {
  /** Resolves when all places were given, or nobody is to wait any more. */
  readonly whenOver: Promise<void>;
  /** Asks for no more. */
  withdraw(): void;
}

export function createPlaces(count: number): Places {
  interface Asker {
    wanted: number;
    onPlace: () => void;
    end: () => void;
  }
  let freeCount = count;
  let wantedCount = 0;
  let isWaitingOver = false;
  const askers = new Set<Asker>();
  let whenFree = Promise.withResolvers<void>();

  function giveOut(): void {
    for (const asker of askers) {
      while (freeCount > 0 && asker.wanted > 0) {
        freeCount--;
        wantedCount--;
        asker.wanted--;
        asker.onPlace();
      }
      if (asker.wanted > 0) return;
      askers.delete(asker);
      asker.end();
    }
  }

  return {
    get freeCount() {
      return freeCount;
    },
    get wantedCount() {
      return wantedCount;
    },
    ask(wanted, onPlace) {
      const { promise: whenOver, resolve: end } = Promise.withResolvers<void>();
      const asker: Asker = { wanted, onPlace, end };
      askers.add(asker);
      wantedCount += wanted;
      giveOut();
      if (isWaitingOver) end();
      return {
        whenOver,
        withdraw() {
          if (askers.delete(asker)) wantedCount -= asker.wanted;
        },
      };
    },
    release() {
      freeCount++;
      giveOut();
      if (freeCount === 0) return;
      whenFree.resolve();
      whenFree = Promise.withResolvers();
    },
    async untilFree() {
      if (freeCount === 0 && !isWaitingOver) await whenFree.promise;
    },
    stopWaiting() {
      isWaitingOver = true;
      for (const asker of askers) asker.end();
      whenFree.resolve();
    },
  };
}
