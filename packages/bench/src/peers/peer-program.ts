import { createStartRecorder, type RecordStart } from "../starts/start-recorder.ts";
import { type Piece, piecesOf } from "./pieces.ts";

/** What a peer's program is told; every peer is a process of its own, as our worker is. */
export interface PeerTask {
  databaseUrl: string;
  redisUrl: string;
  /** How many pieces of work are measured. */
  count: number;
  /** Pieces that its worker may have in hand at once. */
  inHand: number;
  /** When all of these are due. */
  dueAt: Date;
  /** These and, with higher indexes, those to warm up with. */
  pieces: readonly Piece[];
  /** Notes that piece `index` began. */
  begin: (index: number) => void;
}

/** The line by which a peer says that everything is registered and its worker listens. */
export const PEER_READY = "peer ready";

/**
 * Carries out a peer's program: registers the work and begins to listen. Runs on Bun and on Node.js, so it must not
 * import anything that needs one of them.
 */
export async function runPeer(start: (task: PeerTask) => Promise<() => Promise<unknown>>): Promise<void> {
  const dueAt = new Date(Number(setting("BENCH_DUE_AT")));
  const record: RecordStart = createStartRecorder(setting("BENCH_STARTS_FILE"));
  const count = Number(setting("BENCH_COUNT"));
  const warmUp = {
    count: Number(setting("BENCH_WARM_UP_COUNT")),
    dueAt: new Date(Number(setting("BENCH_WARM_UP_DUE_AT"))),
  };
  const stop = await start({
    databaseUrl: setting("BENCH_DATABASE_URL"),
    redisUrl: setting("BENCH_REDIS_URL"),
    count,
    inHand: Number(setting("BENCH_IN_HAND")),
    dueAt,
    pieces: piecesOf(count, dueAt, warmUp),
    begin: (index) => {
      // neither a piece to warm up with nor what a peer makes of the minute before
      if (index < count && Date.now() >= dueAt.getTime() - 1_000) record(String(index), dueAt.getTime());
    },
  });
  process.stdout.write(`${PEER_READY}\n`);
  process.once("SIGTERM", () => void stop().finally(() => process.exit(0)));
}

function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set`);
  return value;
}
