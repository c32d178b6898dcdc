import { appendFileSync } from "node:fs";

const FLUSH_INTERVAL_MS = 100;

/** Notes that a piece of work began now. `fireAt`: when it was to begin, in epoch milliseconds. */
export type RecordStart = (key: string, fireAt: number) => void;

/**
 * Notes starts in memory and writes them to a file now and then: every contender is measured by this, inside its own
 * handler, so that none is measured by what it says of itself. Runs on Bun and on Node.js.
 */
export function createStartRecorder(file: string): RecordStart {
  let lines = "";
  const flush = () => {
    if (lines !== "") appendFileSync(file, lines);
    lines = "";
  };
  setInterval(flush, FLUSH_INTERVAL_MS).unref();
  process.once("exit", flush);
  return (key, fireAt) => {
    lines += `${key} ${fireAt} ${Date.now()}\n`;
  };
}
