/** Tells what has come so far of an answer. */
export type TellSoFar = () => void;

/** Answers whose body is still being read. */
export interface OpenAnswers {
  add(tell: TellSoFar): void;
  delete(tell: TellSoFar): void;
  close(): void;
}

const TELL_EVERY_MS = 1_000;

/**
 * Has the answers that take longer than a second told about once a second. One timer looks after all of them: most answers
 * are there at once, and must not cost a timer each.
 */
export function createOpenAnswers(): OpenAnswers {
  /** Those that came after the last look, and those that were open then already: for a second at least. */
  const young = new Set<TellSoFar>();
  const old = new Set<TellSoFar>();
  let timer: NodeJS.Timeout | undefined;

  function look(): void {
    for (const tell of old) tell();
    for (const tell of young) old.add(tell);
    young.clear();
    if (old.size === 0) stop();
  }

  function stop(): void {
    clearInterval(timer);
    timer = undefined;
  }

  return {
    add(tell) {
      young.add(tell);
      timer ??= setInterval(look, TELL_EVERY_MS).unref();
    },
    delete(tell) {
      if (!young.delete(tell)) old.delete(tell);
    },
    close: stop,
  };
}
