import { type RunKey, runIdOf } from "@repo/core";
import { type AbortCause, AttemptAbort } from "./attempt-abort.ts";

/** The attempts that this worker is carrying out, so that they can be cut short. */
export interface AttemptsInHand {
  begin(attempt: RunKey & { attempt: number }): AbortController;
  end(attempt: RunKey & { attempt: number }): void;
  has(attempt: RunKey & { attempt: number }): boolean;
  /** Cuts one attempt short, if it is in hand. */
  abort(attempt: RunKey & { attempt: number }, cause: AbortCause): void;
  abortAll(cause: AbortCause): void;
  readonly size: number;
}

export function createAttemptsInHand(): AttemptsInHand {
  const controllers = new Map<string, AbortController>();
  const keyOf = (attempt: RunKey & { attempt: number }) => `${runIdOf(attempt)}#${attempt.attempt}`;
  return {
    begin(attempt) {
      const controller = new AbortController();
      controllers.set(keyOf(attempt), controller);
      return controller;
    },
    end(attempt) {
      controllers.delete(keyOf(attempt));
    },
    has: (attempt) => controllers.has(keyOf(attempt)),
    abort(attempt, cause) {
      controllers.get(keyOf(attempt))?.abort(new AttemptAbort(cause));
    },
    abortAll(cause) {
      for (const controller of controllers.values()) controller.abort(new AttemptAbort(cause));
    },
    get size() {
      return controllers.size;
    },
  };
}
