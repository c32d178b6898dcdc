import { type Output, type RunKey, runIdOf } from "@repo/core";
import { PARTIAL_OUTPUT_KEPT_MS, type WrittenPartialOutput } from "@repo/queue";

/** A running attempt; it is known here by the object itself, so that one that says nothing costs nothing. */
type Attempt = RunKey & { attempt: number; workerId: string };

/** What running attempts have said so far, on its way to those who watch. */
export interface PartialOutputs {
  /** What an attempt has said by now; only the latest counts, and only until it is forgotten. */
  say(attempt: Attempt, output: Output): void;
  forget(attempt: Attempt): void;
  /** Writes what is new, of all attempts together. Rejects when that did not succeed; it is tried the next time. */
  write(): Promise<void>;
}

export interface PartialOutputsOptions {
  write: (outputs: readonly WrittenPartialOutput[]) => Promise<void>;
  /** Milliseconds since the epoch. */
  now: () => number;
}

/** Targets bound what they say as they bound their final output. This is for one that does not. */
const MAX_JSON_LENGTH = 65_536;
/** What is not new is written again meanwhile, as it would be gone otherwise; also if Redis has lost it. */
const WRITE_AGAIN_AFTER_MS = PARTIAL_OUTPUT_KEPT_MS / 3;

interface Said {
  /** The latest; undefined once it has been looked at. */
  latest: { output: Output; saidMs: number } | undefined;
  /** What is to be written, and as JSON, to tell whether something else is new. */
  output: Output;
  saidMs: number;
  json: string;
  /** Minus infinity: it has not been written yet. */
  writtenMs: number;
}

export function createPartialOutputs({ write, now }: PartialOutputsOptions): PartialOutputs {
  const saidBy = new Map<Attempt, Said>();
  return {
    say(attempt, output) {
      const latest = { output, saidMs: now() };
      const said = saidBy.get(attempt);
      if (said !== undefined) said.latest = latest;
      else saidBy.set(attempt, { latest, ...latest, json: "", writtenMs: Number.NEGATIVE_INFINITY });
    },
    forget(attempt) {
      saidBy.delete(attempt);
    },
    async write() {
      const nowMs = now();
      for (const said of saidBy.values()) takeLatest(said);
      const due = [...saidBy].filter(
        ([, { json, writtenMs }]) => json !== "" && nowMs - writtenMs >= WRITE_AGAIN_AFTER_MS,
      );
      await write(due.map(writtenOf));
      for (const [, said] of due) said.writtenMs = nowMs;
    },
  };
}

function takeLatest(said: Said): void {
  const { latest } = said;
  if (latest === undefined) return;
  said.latest = undefined;
  const json = jsonOf(latest.output);
  if (json === undefined || json === said.json) return;
  Object.assign(said, latest, { json, writtenMs: Number.NEGATIVE_INFINITY });
}

/** @returns undefined for what cannot be shown: it is too long, or no JSON although its type says so */
function jsonOf(output: Output): string | undefined {
  try {
    const json = JSON.stringify(output);
    return json.length <= MAX_JSON_LENGTH ? json : undefined;
  } catch {
    return undefined;
  }
}

function writtenOf([{ workerId, attempt, ...key }, { output, saidMs }]: [
  Attempt,
  Said,
]): WrittenPartialOutput {
  return { workerId, runId: runIdOf(key), attempt, saidAt: new Date(saidMs), output };
}
