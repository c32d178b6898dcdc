/** Policies in words, by their names in the API. `SKIP` means the same for misfires and overlaps. */
export const POLICY_WORDS: Readonly<Record<string, string>> = {
  SKIP: "does not run",
  FIRE_ONCE: "the latest of them runs",
  FIRE_ALL: "all of them run, up to a bound",
  ALLOW: "runs side by side",
  BUFFER_ONE: "one waits for the previous to end",
  CANCEL_RUNNING: "the previous is cancelled",
  AT_LEAST_ONCE: "tried again: at least once",
  AT_MOST_ONCE: "not tried again: at most once",
};
